{#- Found by pages as assets/search.js: a classic script, since a page opened from a file share may load no other. -#}
// Search: loads the parts of the index that a question needs, and shows the best answers by kind.
(() => {
  "use strict";
  const say = {{ t.search | json_encode }};
  const word = { record: {{ t.status | json_encode }}, lineage: {{ t.outcome | json_encode }}, document: {{ t.paper | json_encode }} };
  const kinds = ["record", "lineage", "document", "unit", "page"];
  const root = document.currentScript?.src.replace(/assets\/search\.js.*$/, "") ?? "";
  // As many answers of a kind are shown at first, and as many more each time.
  const SHOWN = 6;
  const MORE = 20;
  // A beginning of a word that stands for more than this is taken for the whole word.
  const MOST_BYTES = 120_000;

  // -- words: the same as src/search/fold.rs ---------------------------------------------------------------------
  const tones = { "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5" };
  const lower = (text) => Array.from(text, (letter) => letter.toLowerCase()).join("");
  const fold = (text) => lower(text).replace(/[đðɖ]/g, "d").normalize("NFD").replace(/\p{M}/gu, "");
  const words = (text) => text.match(/[\p{Alphabetic}\p{N}\p{M}]+/gu) ?? [];
  function exact(text) {
    let letters = "", ends = "";
    for (const part of lower(text).normalize("NFD")) {
      if (tones[part]) ends += tones[part];
      else letters += part;
    }
    return letters.normalize("NFC") + ends;
  }

  // A document number is one word, also where it is typed with a space: 300 kh.
  const NUMBER = /^\d[\p{L}\p{M}\d]*(?:[-–\/][\p{L}\p{M}\d&.]+)+$/u;
  const number = (text) => ({ shown: text, folded: fold(text).replace(/–/g, "-"), exact: "", isNumber: true });
  const plain = (text) => ({ shown: text, folded: fold(text), exact: exact(text) });
  function read(query) {
    const chunks = query.trim().split(/\s+/u).filter(Boolean);
    const terms = chunks.flatMap((chunk) =>
      NUMBER.test(chunk) && /\p{L}/u.test(chunk) ? [number(chunk)] : words(chunk).map(plain));
    terms.forEach((term, at) => {
      const next = terms[at + 1];
      if (/^\d+$/.test(term.folded) && next && /^\p{L}{1,8}$|[-\/]/u.test(next.folded)) {
        term.joined = number(`${term.folded}-${next.folded}`);
        term.joined.shown = `${term.shown} ${next.shown}`;
      }
    });
    if (terms.length) terms[terms.length - 1].begins = true;
    return terms;
  }

  // -- parts ------------------------------------------------------------------------------------------------------
  const loading = new Map();
  const parts = new Map();
  const runs = new Map();
  let index = null;
  function load(path) {
    if (!loading.has(path)) {
      loading.set(path, new Promise((done) => {
        const script = document.createElement("script");
        script.src = root + path;
        script.onload = script.onerror = () => { script.remove(); done(); };
        document.head.append(script);
      }));
    }
    return loading.get(path);
  }
  const name = (prefix) => Array.from(new TextEncoder().encode(prefix), (byte) => {
    const letter = String.fromCharCode(byte);
    return /[a-z0-9]/.test(letter) ? letter : `_${byte.toString(16).padStart(2, "0")}`;
  }).join("");
  globalThis.khacphuc = {
    fold, exact, words,
    index(value) { index = value; },
    terms([prefix, bodies]) {
      parts.set(prefix, Object.entries(bodies).map(([body, lines]) =>
        [body, lines.split("\n").filter(Boolean).map((line) => {
          const space = line.indexOf(" ");
          return [line.slice(0, space), line.slice(space + 1)];
        })]));
    },
    run([body, at], rows) { runs.set(`${body}\n${at}`, rows); },
  };

  /// Prefixes of the parts that a term needs, and whether its beginning is looked for.
  function needed(term) {
    const whole = `${term.folded} `;
    const begun = index.parts.filter(([prefix]) => prefix.startsWith(term.folded) || term.folded.startsWith(prefix));
    const bytes = begun.reduce((sum, [, size]) => sum + size, 0);
    const begins = (term.begins || term.isNumber) && bytes <= MOST_BYTES;
    const chosen = begins ? begun : index.parts.filter(([prefix]) => whole.startsWith(prefix));
    return { begins, prefixes: chosen.map(([prefix]) => prefix) };
  }

  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const value = new Map(Array.from(LETTERS, (letter, at) => [letter, at]));

  /// How well a form with marks fits what was typed: best where the marks are the same, too.
  function fits(term, form, isWhole) {
    if (term.isNumber || term.exact === term.folded) return isWhole ? 2 : 1;
    const letters = term.exact.replace(/\d+$/, ""), ends = term.exact.slice(letters.length);
    const same = isWhole ? form === term.exact : form.startsWith(letters) && (!ends || form.endsWith(ends));
    return same ? 3 : isWhole ? 1 : 0.5;
  }

  /// What each page of each body is worth for a term.
  function weigh(term, { begins, prefixes }) {
    const bodies = new Map();
    for (const prefix of prefixes) {
      for (const [body, lines] of parts.get(prefix) ?? []) {
        for (const [folded, forms] of lines) {
          const isWhole = folded === term.folded;
          if (!isWhole && !(begins && folded.startsWith(term.folded))) continue;
          if (!bodies.has(body)) bodies.set(body, new Float32Array(sizes.get(body) ?? 0));
          const worth = bodies.get(body);
          for (const form of forms.split(";")) {
            const colon = form.lastIndexOf(":");
            const fit = fits(term, form.slice(0, colon) || folded, isWhole);
            let page = 0, number = 0, shift = 1;
            for (let at = colon + 1; at < form.length; at += 1) {
              const bits = value.get(form[at]);
              number += (bits % 32) * shift;
              shift *= 32;
              if (bits >= 32) continue;
              page += number >> 1;
              worth[page] = Math.max(worth[page], fit * (number % 2 ? 4 : 1));
              page += 1;
              number = 0;
              shift = 1;
            }
          }
        }
      }
    }
    return bodies;
  }

  let sizes = new Map();
  const own = location.href.startsWith(root) ? decodeURI(location.href.slice(root.length)).split("/")[0] : "";

  /// Pages that have all terms, by kind: the best first, then those of the page's own body.
  async function find(terms) {
    const wants = terms.map(needed);
    const joins = terms.map((term) => term.joined && needed(term.joined));
    await Promise.all([...wants, ...joins].flatMap((want) => want?.prefixes ?? [])
      .map((prefix) => load(`data/search/t-${name(prefix)}.js`)));
    const used = [], weights = [];
    for (let at = 0; at < terms.length; at += 1) {
      const joined = terms[at].joined && weigh(terms[at].joined, joins[at]);
      const isJoined = joined?.size > 0;
      used.push(isJoined ? terms[at].joined : terms[at]);
      weights.push(isJoined ? joined : weigh(terms[at], wants[at]));
      if (isJoined) at += 1;
    }
    const found = kinds.map(() => []);
    const order = index.bodies.map(([body]) => body);
    order.sort((a, b) => (b === own) - (a === own));
    for (const [place, body] of order.entries()) {
      const lists = weights.map((bodies) => bodies.get(body));
      if (!lists.every(Boolean)) continue;
      let page = 0;
      counts.get(body).forEach((count, kind) => {
        for (const end = page + count; page < end; page += 1) {
          let worth = 0;
          for (const list of lists) {
            if (!list[page]) { worth = 0; break; }
            worth += list[page];
          }
          if (worth) found[kind].push({ body, page, worth, place });
        }
      });
    }
    found.forEach((list) => list.sort((a, b) => b.worth - a.worth || a.place - b.place || a.page - b.page));
    return { used, found };
  }

  let counts = new Map(), names = new Map();
  async function ready() {
    await load("data/search/index.js");
    if (!index) return false;
    counts = new Map(index.bodies.map(([body, , of]) => [body, of]));
    names = new Map(index.bodies);
    sizes = new Map(index.bodies.map(([body, , of]) => [body, of.reduce((a, b) => a + b, 0)]));
    return true;
  }

  const fileName = (body) => {
    const slug = fold(body).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    return slug === body || !slug ? body.replace(/[\/\\]/g, "-") : slug;
  };
  async function rows(answers) {
    const of = ({ body, page }) => [body, Math.floor(page / index.run)];
    await Promise.all(answers.map(of).map(([body, at]) => load(`data/search/d-${encodeURI(fileName(body))}-${at}.js`)));
    return answers.map((answer) => {
      const [body, at] = of(answer);
      const [path, title, year, state] = runs.get(`${body}\n${at}`)?.[answer.page % index.run] ?? [];
      return { path, title, year, state, body: names.get(body) };
    }).filter((row) => row.path);
  }

  // -- what is shown ------------------------------------------------------------------------------------------------
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  }
  const fill = (text, values) => {
    const [one, other = one] = text.split(" | ");
    return (values.n === 1 ? one : other).replace(/\{(\w+)\}/g, (_, key) => values[key]);
  };
  const isOf = (term, folded) => folded === term.folded || (term.begins && folded.startsWith(term.folded));

  /// A title with the words marked that were asked for, and those that are not in it.
  function marked(title, terms) {
    const nodes = [], left = new Set(terms);
    let from = 0;
    for (const found of title.matchAll(/[\p{Alphabetic}\p{N}\p{M}]+/gu)) {
      const folded = fold(found[0]);
      const term = terms.find((term) => isOf(term, folded));
      if (!term) continue;
      left.delete(term);
      nodes.push(title.slice(from, found.index), make("mark", {}, found[0]));
      from = found.index + found[0].length;
    }
    nodes.push(title.slice(from));
    for (const term of terms) if (term.isNumber && fold(title).includes(term.folded)) left.delete(term);
    return { nodes, left: [...left] };
  }

  function answer({ path, title, year, state, body }, kind, terms) {
    const { nodes, left } = marked(title, terms);
    const about = [year, word[kind]?.[state], body].filter(Boolean).join(" · ");
    const item = make("li", {}, make("a", { href: root + encodeURI(path).replace(/[?#]/g, encodeURIComponent) }, ...nodes));
    if (about) item.append(make("span", { class: "quiet" }, about));
    if (left.length) {
      const inside = left.flatMap((term) => [" ", make("mark", {}, term.shown)]);
      item.append(make("span", { class: "quiet" }, say.inside, ...inside));
    }
    return item;
  }

  /// Puts a search into an element; what it returns starts one.
  function mount(place) {
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false", "aria-label": say.label, placeholder: say.placeholder });
    const status = make("p", { role: "status", class: "quiet" });
    const results = make("div", { class: "found" });
    let asked = 0;
    async function ask() {
      const turn = asked += 1;
      const terms = read(input.value);
      if (!await ready()) { status.textContent = say.broken; return; }
      if (!terms.length) { status.textContent = ""; results.replaceChildren(); return; }
      const { used, found } = await find(terms);
      const phrase = terms.map((term) => term.folded).join(" ");
      const sections = await Promise.all(found.map((list, kind) => section(kinds[kind], list, used, phrase)));
      if (turn !== asked) return;
      const n = found.reduce((sum, list) => sum + list.length, 0);
      status.textContent = n ? fill(say.count, { n: n.toLocaleString(document.documentElement.lang) }) : fill(say.nothing, { query: input.value.trim() });
      results.replaceChildren(...sections.filter(Boolean));
    }
    async function section(kind, list, terms, phrase) {
      if (!list.length) return null;
      const ordered = make("ol");
      const of = make("section", {}, make("h3", {}, `${say[kind]} (${list.length.toLocaleString(document.documentElement.lang)})`), ordered);
      let shown = 0;
      async function more(count) {
        const next = await rows(list.slice(shown, shown + count));
        // Titles are known only now: one that says just what was asked comes first.
        const says = (row) => ` ${words(row.title).map(fold).join(" ")} `.includes(` ${phrase}`);
        if (shown === 0) next.sort((a, b) => says(b) - says(a));
        const items = next.map((row) => answer(row, kind, terms));
        ordered.append(...items);
        shown += count;
        return items;
      }
      await more(SHOWN);
      if (list.length > SHOWN) {
        const button = make("button", { type: "button" }, fill(say.more, { n: list.length - SHOWN }));
        button.addEventListener("click", async () => {
          const [first] = await more(MORE);
          first?.querySelector("a").focus();
          if (shown >= list.length) button.remove();
          else button.textContent = fill(say.more, { n: list.length - shown });
        });
        of.append(button);
      }
      return of;
    }
    input.addEventListener("input", ask);
    place.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      const stops = [input, ...results.querySelectorAll("a, button")];
      const to = stops[stops.indexOf(document.activeElement) + step];
      if (to) { event.preventDefault(); to.focus(); }
    });
    place.append(input, status, results);
    return (query) => { input.value = query; ask(); input.focus(); return input; };
  }

  let dialog = null, start = null;
  function open() {
    if (!dialog) {
      dialog = make("dialog", { class: "search", "aria-label": say.label });
      const close = make("button", { type: "button", class: "close" }, say.close);
      close.addEventListener("click", () => dialog.close());
      const place = make("div");
      dialog.append(place, close);
      // A field of this kind would take the key for itself, and be emptied.
      dialog.addEventListener("keydown", (event) => event.key === "Escape" && (event.preventDefault(), dialog.close()));
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      document.body.append(dialog);
      start = mount(place);
    }
    if (!dialog.open) dialog.showModal();
    start("").select();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.querySelector("[data-search]");
    if (place) {
      const begin = mount(place);
      const input = begin(decodeURIComponent(location.hash.replace(/^#q=/, "")));
      input.addEventListener("input", () => history.replaceState(null, "", `#q=${encodeURIComponent(input.value)}`));
    }
    const opens = place ? () => place.querySelector("input").focus() : open;
    document.querySelector("a.find")?.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      opens();
    });
    document.addEventListener("keydown", (event) => {
      const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      opens();
    });
  });
})();
