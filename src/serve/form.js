// Follows who types in the form of a page: says what is wrong, shows the page that it would make, and keeps rows
// and Markdown the same. The form works without it.
"use strict";
(() => {
  const form = document.forms[0];
  const text = form.elements.namedItem("text");
  const rows = [...document.querySelectorAll("[data-rows]")];
  const found = document.getElementById("found");
  const made = document.getElementById("made");
  const old = document.getElementById("old");
  const PAUSE = 350;
  let typed = 0;
  let isChanged = document.querySelector(".notice.bad") !== null;
  let isLeaving = false;
  let isInRows = false;
  let timer;

  // -- what is found, and where --------------------------------------------------------------------------------------

  function select(line, column) {
    const lines = text.value.split("\n");
    const at = line - Number(text.dataset.first);
    if (at < 0 || at >= lines.length) return;
    const start = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0);
    const before = [...lines[at]].slice(0, column - 1).join("").length;
    text.focus();
    text.setSelectionRange(start + before, start + lines[at].length);
    // A text area is scrolled to its cursor only by typing; so this is reckoned.
    const height = parseFloat(getComputedStyle(text).lineHeight);
    text.scrollTop = Math.max(0, (at - 3) * height);
  }

  found.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    const name = decodeURIComponent(link.hash.slice(1));
    if (name === "text") return select(Number(link.dataset.line), Number(link.dataset.column));
    const field = document.getElementById(name) ?? document.getElementById(`${name}-all`);
    for (let around = field; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
    const target = field?.matches("input, select, textarea") ? field : field?.querySelector("input, select, textarea, summary");
    target?.focus();
    target?.scrollIntoView({ block: "center" });
  });

  function mark(keys) {
    for (const input of form.querySelectorAll("[name^='f.']")) {
      const key = input.name.split(".")[1];
      if (keys.includes(key)) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  // -- the page ------------------------------------------------------------------------------------------------------

  function show(page) {
    old.hidden = page !== null;
    if (page === null || made.srcdoc === page) return;
    const place = made.contentWindow?.scrollY ?? 0;
    made.addEventListener("load", () => made.contentWindow.scrollTo({ top: place, behavior: "instant" }), { once: true });
    made.srcdoc = page;
  }

  // -- following -----------------------------------------------------------------------------------------------------

  // Puts another text in, and leaves the cursor where it was in what is the same.
  function setText(value) {
    if (text.value === value) return;
    const { selectionStart: at, value: before, scrollTop } = text;
    let same = 0;
    while (same < at && before[same] === value[same]) same++;
    const moved = same === at ? at : Math.max(same, at + value.length - before.length);
    text.value = value;
    text.setSelectionRange(moved, moved);
    text.scrollTop = scrollTop;
  }

  async function follow() {
    const mine = typed;
    const sent = new URLSearchParams(new FormData(form));
    sent.set("do", "follow");
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: sent });
    } catch {
      return;
    }
    if (mine !== typed) return;
    if (!answer.ok) {
      found.textContent = await answer.text();
      return;
    }
    const live = await answer.json();
    if (mine !== typed) return;
    found.innerHTML = live.found;
    document.getElementById("count").textContent = live.count;
    document.getElementById("anyway").hidden = !found.querySelector(".error");
    mark(live.wrong);
    show(live.page);
    // Rows that somebody is in stay as they are; the Markdown is theirs once they are left.
    if (live.rows !== null && !isInRows) {
      setText(live.text);
      for (const list of rows) list.innerHTML = live[list.id];
    }
  }

  function later(pause) {
    typed++;
    clearTimeout(timer);
    timer = setTimeout(follow, pause);
  }

  form.addEventListener("input", (event) => {
    isChanged = true;
    more(event.target);
    later(PAUSE);
  });

  for (const list of rows) {
    list.addEventListener("focusin", () => { isInRows = true; });
    list.addEventListener("focusout", (event) => {
      if (rows.some((other) => other.contains(event.relatedTarget))) return;
      isInRows = false;
      if (isChanged) later(0);
    });
  }

  // A list has one place more than it has items, always, and so have rows.
  function more(input) {
    const row = input.closest(".rows > li:last-child");
    if (row && input.type !== "checkbox" && input.value !== "") {
      const next = row.cloneNode(true);
      const renamed = (name) => name.replace(/\d+/, row.parentElement.children.length);
      for (const part of next.querySelectorAll("[name]")) {
        part.id &&= renamed(part.id);
        part.name = renamed(part.name);
        if (part.type === "checkbox") part.checked = false;
        else part.value = "";
      }
      for (const label of next.querySelectorAll("[for]")) label.htmlFor = renamed(label.htmlFor);
      row.after(next);
    }
    const list = input.closest("[data-more]");
    if (!list || input !== list.querySelector("input:last-of-type") || input.value === "") return;
    const label = input.previousElementSibling.cloneNode(true);
    const next = input.cloneNode(true);
    next.id = `${input.name}-${list.querySelectorAll("input").length}`;
    next.value = "";
    label.htmlFor = next.id;
    list.append(label, next);
  }

  // -- saving --------------------------------------------------------------------------------------------------------

  form.addEventListener("submit", () => { isLeaving = true; });
  addEventListener("beforeunload", (event) => {
    if (isChanged && !isLeaving) event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[value=save]"));
  });
})();
