{#- Found by pages as assets/search.js: a classic script, since a page opened from a file share may load no other.
Loads the parts of the index that a question needs, and shows the best answers by kind. Remarks like this one do not
get into the script, which every page loads. -#}
(() => {
  "use strict";
  const say = {{ t.search | json_encode }};
  const states = { record: {{ t.status | json_encode }}, lineage: {{ t.outcome | json_encode }}, document: {{ t.paper | json_encode }} };
  const kinds = ["record", "lineage", "document", "unit", "page"];
  const root = document.currentScript.src.replace(/assets\/search\.js[^/]*$/, "");

  {#- Words: the same as src/search/fold.rs. #}
  const WORDS = /[\p{Alphabetic}\p{N}\p{M}]+/gu;
  const tones = { "\u0301": 1, "\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5 };
  const lower = (text) => Array.from(text, (letter) => letter.toLowerCase()).join("");
  const fold = (text) => lower(text).replace(/[đðɖ]/g, "d").normalize("NFD").replace(/\p{M}/gu, "");
  const words = (text) => text.match(WORDS) ?? [];
  const exact = (text) => {
    let ends = "";
    const bare = lower(text).normalize("NFD").replace(/[\u0301\u0300\u0309\u0303\u0323]/g, (mark) => (ends += tones[mark], ""));
    return bare.normalize("NFC") + ends;
  };
  const number = (text) => fold(text.trimStart().replace(/^0+/, "")).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

  {#- What is asked for: words, the last of which may be only begun. Several in a row may be a document number, as in
  `300-KH/TĐTN-VP`, `300 KH/TĐTN` and `300 kh`: then they are one term, if there is any such number. #}
  function read(query) {
    const chunks = query.replace(/\s*([-–\/])\s*/g, "$1").split(/\s+/);
    const terms = chunks.flatMap((chunk, at) => {
      const own = words(chunk).map((shown) => ({ shown, folded: fold(shown), exact: exact(shown) }));
      const next = /^\d+$/.test(chunk) && /^\p{L}/u.test(chunks[at + 1] ?? "") ? chunks[at + 1] : "";
      if (/^0*[1-9]/.test(chunk) && /\p{L}/u.test(chunk + next)) {
        const shown = `${chunk} ${next}`.trim(), folded = number(shown);
        own[0].number = { shown, folded, exact: folded, begins: true, span: own.length + words(next).length };
      }
      return own;
    });
    if (terms.length) terms[terms.length - 1].begins = true;
    return terms;
  }
  const isOf = (term, folded) => folded === term.folded || (term.begins && folded.startsWith(term.folded));

  {#- Parts of the index, each loaded once: a script that calls back. #}
  const loading = new Map(), parts = new Map(), runs = new Map();
  let index = null;
  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((done) => {
        const script = document.createElement("script");
        script.src = `${root}data/search/${name}.js`;
        script.onload = script.onerror = () => { script.remove(); done(); };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }
  globalThis.khacphuc = {
    fold, exact, words, number,
    index(value) {
      index = value;
      for (const body of index.bodies) {
        body.size = body.counts.reduce((sum, count) => sum + count, 0);
        body.words = words(body.name).map(fold);
      }
    },
    terms([prefix, bodies]) {
      parts.set(prefix, Object.entries(bodies).map(([body, lines]) => [body, lines.trim().split("\n").map((line) => line.split(" "))]));
    },
    run([body, at], rows) { runs.set(`${body}\n${at}`, rows); },
  };

  {#- Prefixes of the parts that a term needs, and whether words that it begins are looked for: not where they are so
  many that nobody could mean them. #}
  const MOST_BYTES = 50_000;
  function needed(term) {
    const whole = `${term.folded} `;
    const begun = index.parts.filter(([prefix]) => prefix.startsWith(term.folded) || term.folded.startsWith(prefix));
    const begins = term.begins && begun.reduce((sum, [, size]) => sum + size, 0) <= MOST_BYTES;
    const chosen = begins ? begun : index.parts.filter(([prefix]) => whole.startsWith(prefix));
    return { begins, prefixes: chosen.map(([prefix]) => prefix) };
  }

  {#- How well a word with its marks fits: best where those that were typed are the same. #}
  function fits(term, form, isWhole) {
    if (term.exact === term.folded) return isWhole ? 2 : 1;
    const letters = term.exact.replace(/\d+$/, ""), ends = term.exact.slice(letters.length);
    const same = isWhole ? form === term.exact : form.startsWith(letters) && form.endsWith(ends);
    return same ? 3 : isWhole ? 1 : 0.5;
  }

  {#- What each page of each body is worth for a term: of numbers in pieces of five bits, how far it is to the next page
  with a word, and whether the word is in its title. #}
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const bits = new Map(Array.from(LETTERS, (letter, at) => [letter, at]));
  function weigh(term) {
    const { begins, prefixes } = needed(term), found = new Map();
    for (const [body, lines] of prefixes.flatMap((prefix) => parts.get(prefix) ?? [])) {
      for (const [folded, forms] of lines) {
        const isWhole = folded === term.folded;
        if (!isWhole && !(begins && folded.startsWith(term.folded))) continue;
        if (!found.has(body)) found.set(body, []);
        const worth = found.get(body);
        for (const form of forms.split(";")) {
          const [marked, pages] = form.split(":");
          const fit = fits(term, marked || folded, isWhole);
          let page = 0, value = 0, shift = 1;
          for (const letter of pages) {
            const piece = bits.get(letter);
            value += (piece % 32) * shift;
            shift *= 32;
            if (piece >= 32) continue;
            page += value >> 1;
            worth[page] = Math.max(worth[page] ?? 0, fit * (value % 2 ? 4 : 1));
            page += 1;
            value = 0;
            shift = 1;
          }
        }
      }
    }
    return found;
  }

  {#- Pages that have all terms, by kind: the best first, then those of the body whose page this is. A term may be
  in the name of the body instead, but not all of them. #}
  const NAMED = 0.05;
  async function find(terms) {
    const wanted = terms.flatMap((term) => [term, term.number ?? []].flat());
    await Promise.all(wanted.flatMap((term) => needed(term).prefixes).map((prefix) =>
      load(`t-${encodeURIComponent(prefix).replace(/%/g, "_").toLowerCase()}`)));
    const used = [], weights = [];
    for (let at = 0; at < terms.length; at += used.at(-1).span ?? 1) {
      const { number } = terms[at], weight = number && weigh(number);
      used.push(weight?.size ? number : terms[at]);
      weights.push(weight?.size ? weight : weigh(terms[at]));
    }
    {#- A word that is only begun, and may still become any of very many, does not narrow down what others find. #}
    const last = used.at(-1);
    if (used.length > 1 && !weights.at(-1).size && !needed(last).begins && last.begins) weights.length = used.length -= 1;
    const found = kinds.map(() => []);
    const [own] = location.href.slice(root.length).split("/");
    for (const body of index.bodies) {
      const isNamed = used.map((term) => body.words.some((word) => isOf(term, word)) ? NAMED : 0);
      const lists = weights.map((of) => of.get(body.id));
      if (lists.some((list, at) => !list && !isNamed[at])) continue;
      const isOwn = encodeURIComponent(body.id) === own;
      let page = 0;
      body.counts.forEach((count, kind) => {
        for (const end = page + count; page < end; page += 1) {
          let worth = 0, isThere = false;
          for (let at = 0; at < lists.length; at += 1) {
            const of = lists[at]?.[page];
            if (of) isThere = true;
            else if (!isNamed[at]) { isThere = false; break; }
            worth += of ?? isNamed[at];
          }
          if (isThere) found[kind].push({ body, page, worth, isOwn });
        }
      });
    }
    found.forEach((list) => list.sort((a, b) => b.worth - a.worth || b.isOwn - a.isOwn));
    return { used, found };
  }

  const row = async ({ body, page }) => {
    const at = Math.floor(page / index.run);
    await load(`d-${encodeURIComponent(body.file)}-${at}`);
    const [path, title, year, state] = runs.get(`${body.id}\n${at}`)?.[page % index.run] ?? [];
    return { path, title, year, state, body: body.name };
  };

  {#- What is shown. #}
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
  }
  const shown = (n) => n.toLocaleString(document.documentElement.lang);
  const fill = (text, n) => text.split(" | ")[n === 1 ? 0 : text.split(" | ").length - 1].replace("{n}", shown(n));

  {#- An answer: its title and what it is, with the words marked that were asked for, and those that stand only on its
  page. #}
  function answer({ path, title, year, state, body }, kind, terms) {
    const left = new Set(terms);
    const marked = (text) => {
      const nodes = [];
      let from = 0;
      for (const { 0: word, index: at } of text.matchAll(WORDS)) {
        const folded = fold(word);
        const term = terms.find((term) => isOf(term, folded) || (term.span && term.folded.split("-").includes(folded)));
        if (!term) continue;
        left.delete(term);
        nodes.push(text.slice(from, at), make("mark", {}, word));
        from = at + word.length;
      }
      return [...nodes, text.slice(from)];
    };
    const href = root + path.split("/").map(encodeURIComponent).join("/");
    const about = [year, states[kind]?.[state], body].filter(Boolean).join(" · ");
    const item = make("li", {}, make("a", { href }, ...marked(title)));
    if (about) item.append(make("span", { class: "quiet" }, ...marked(about)));
    if (left.size) {
      item.append(make("span", { class: "quiet" }, say.inside, ...[...left].flatMap((term) => [" ", make("mark", {}, term.shown)])));
    }
    return item;
  }

  {#- Answers of a kind: some, and more where they are asked for. #}
  const FIRST = 5, MORE = 20;
  async function section(kind, list, terms, phrase) {
    const items = make("ol");
    const of = make("section", {}, make("h2", {}, `${say[kind]} (${shown(list.length)})`), items);
    const button = make("button", { type: "button" });
    let count = 0;
    async function more(wanted) {
      const rows = (await Promise.all(list.slice(count, count + wanted).map(row))).filter(({ path }) => path);
      {#- Only now are titles known: one that says just what was asked comes first. #}
      const says = ({ title }) => ` ${words(title).map(fold).join(" ")} `.includes(` ${phrase}`);
      if (!count) rows.sort((a, b) => says(b) - says(a));
      const added = rows.map((row) => answer(row, kind, terms));
      items.append(...added);
      count += wanted;
      button.textContent = fill(say.more, list.length - count);
      button.hidden = count >= list.length;
      return added[0];
    }
    await more(FIRST);
    button.onclick = async () => (await more(MORE))?.querySelector("a").focus();
    of.append(button);
    return of;
  }

  {#- Puts a search into an element; what it returns is where to type. #}
  function mount(place) {
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false", "aria-label": say.label, placeholder: say.placeholder });
    const status = make("p", { role: "status", class: "quiet" }), results = make("div", { class: "found" });
    let asked = 0, asking = null;
    async function ask() {
      const turn = asked += 1, terms = read(input.value);
      const show = (text, sections = []) => { status.textContent = text; results.replaceChildren(...sections); };
      await load("index");
      if (!index) return show(say.broken);
      if (!terms.length) return show("");
      const { used, found } = await find(terms);
      if (turn !== asked) return;
      const best = kinds.map((kind, at) => [kind, found[at]]).filter(([, list]) => list.length);
      best.sort(([, [a]], [, [b]]) => b.worth - a.worth);
      const phrase = terms.map((term) => term.folded).join(" ");
      const sections = await Promise.all(best.map(([kind, list]) => section(kind, list, used, phrase)));
      if (turn !== asked) return;
      const n = best.reduce((sum, [, list]) => sum + list.length, 0);
      show(n ? fill(say.count, n) : say.nothing.replace("{query}", () => input.value.trim()), sections);
    }
    input.oninput = () => { asking = ask(); };
    {#- The arrows go from answer to answer; Enter opens the first one of what was typed last. #}
    place.onkeydown = (event) => {
      const stops = [input, ...results.querySelectorAll("a, button:not([hidden])")];
      const at = stops.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step ? !stops[at + step] : event.key !== "Enter" || at || event.isComposing) return;
      event.preventDefault();
      if (step) stops[at + step].focus();
      else asking?.then(() => results.querySelector("a")?.click());
    };
    place.append(input, status, results);
    return input;
  }

  let dialog = null, field = null;
  function begin() {
    field.focus();
    field.select();
  }
  function open() {
    if (!dialog) {
      const close = make("button", { type: "button", class: "close" }, say.close), place = make("div");
      dialog = make("dialog", { class: "search", "aria-label": say.label }, place, close);
      close.onclick = () => dialog.close();
      dialog.onclick = (event) => { if (event.target === dialog) dialog.close(); };
      {#- A field of this kind would take the key for itself, and be emptied. #}
      dialog.onkeydown = (event) => {
        if (event.key !== "Escape" || event.isComposing) return;
        event.preventDefault();
        dialog.close();
      };
      document.body.append(dialog);
      field = mount(place);
      load("index");
    }
    if (!dialog.open) dialog.showModal();
    begin();
  }

  addEventListener("DOMContentLoaded", () => {
    const place = document.querySelector("[data-search]");
    if (place) {
      field = mount(place);
      place.prepend(make("p", {}, say.help));
      field.value = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
      field.oninput();
      field.addEventListener("input", () => history.replaceState(null, "", `#q=${encodeURIComponent(field.value)}`));
    }
    const start = place ? begin : open;
    const opens = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.type === "click")) return;
      event.preventDefault();
      start();
    };
    document.querySelector("a.find")?.addEventListener("click", opens);
    {#- Who types means the letter. But nobody types into a dialog that is closed, where the focus may stay until the
    next frame is drawn. #}
    const TYPED = ":is(input, textarea, select, [contenteditable]):not(dialog:not([open]) *)";
    addEventListener("keydown", (event) => {
      if (event.key === "/" && !event.target.closest?.(TYPED)) opens(event);
    });
  });
})();
