// Keeps a page of the preview as its sources are: loads it again, at the same place, when the site
// has become another one, and lays what is wrong over it until it is mended.
"use strict";
(() => {
  const token = document.currentScript.dataset.token;
  const PLACE = "khacphuc-place";
  let overlay;

  // Where the reader was, when this page was loaded again.
  const place = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  sessionStorage.removeItem(PLACE);
  if (place?.address === location.href) {
    const restore = () => scrollTo({ left: place.x, top: place.y, behavior: "instant" });
    history.scrollRestoration = "manual";
    restore();
    // Pictures and an address with a fragment move the page until it is complete.
    addEventListener("load", () => {
      restore();
      history.scrollRestoration = "auto";
    });
  }

  function reload() {
    sessionStorage.setItem(PLACE, JSON.stringify({ address: location.href, x: scrollX, y: scrollY }));
    location.reload();
  }

  function element(name, style, text) {
    const made = document.createElement(name);
    made.style.cssText = style;
    // Never as HTML: mistakes quote what authors write.
    made.textContent = text;
    return made;
  }

  function lay(title, mistakes) {
    overlay?.remove();
    overlay = undefined;
    if (mistakes.length === 0) return;
    overlay = element("section", "all: initial; position: fixed; inset: auto 0 0 0; max-height: 60vh; " +
      "overflow: auto; box-sizing: border-box; padding: 1rem 1.5rem; z-index: 2147483647; " +
      "background: #1d1b1a; color: #f4f0ec; border-top: 4px solid #d9534f; font: 16px/1.4 sans-serif", "");
    overlay.id = "khacphuc-mistakes";
    overlay.setAttribute("role", "alert");
    overlay.append(element("strong", "", title));
    for (const mistake of mistakes) {
      overlay.append(element("pre", "font: 14px/1.4 monospace; white-space: pre-wrap; margin: 1em 0 0", mistake));
    }
    document.body.append(overlay);
  }

  function take(state) {
    if (state.token !== token) reload();
    else lay(state.title, state.mistakes);
  }

  // A browser keeps few connections to one server. So one page listens, and tells all others; when it
  // goes, the next one does. A page that is new asks how things are.
  const pages = new BroadcastChannel("khacphuc");
  let heard;
  pages.onmessage = ({ data }) => {
    if (data !== "ask") take(data);
    else if (heard) pages.postMessage(heard);
  };

  function listen() {
    const events = new EventSource("/.khacphuc/events");
    events.onmessage = (event) => {
      heard = JSON.parse(event.data);
      pages.postMessage(heard);
      take(heard);
    };
    // The page listens for as long as it is there.
    return new Promise(() => {});
  }

  if (navigator.locks) {
    navigator.locks.request("khacphuc", listen);
    pages.postMessage("ask");
  } else {
    listen();
  }
})();
