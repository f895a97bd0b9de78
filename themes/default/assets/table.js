// Tables that sort and filter. Without it the whole table is there, and no control that does nothing.
//
// A header cell with `data-k` sorts, and names its column in the address; `data-n` sorts by number, `data-f`
// offers its values. A cell says what it sorts by in `data-v` or a `time`, or else in its words.
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const FEW = 8; // rows that are seen at a glance
  const MOST = 500; // rows that a browser lays out while nobody notices
  const compare = new Intl.Collator("vi").compare;
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name].toLocaleString(document.documentElement.lang));
  const number = (text) => Number(text.match(/\d[\d.,]*/)?.[0].replace(/[.,]/g, ""));
  const make = (name, values, ...inside) => {
    const node = Object.assign(document.createElement(name), values);
    node.append(...inside);
    return node;
  };

  /** What a cell may be asked for: pairs of a word for the address and words for the reader. */
  const values = (cell) => {
    const tags = [...cell.querySelectorAll(".tag")];
    const links = [...cell.querySelectorAll("a")];
    return (tags[0] ? tags : links[0] ? links : [cell]).map((part) => {
      const text = part.textContent.trim();
      const key = tags[0] ? part.className.match(/is-(\S+)/) : part.pathname?.match(/([^/]+?)(\/index)?\.html$/);
      return [key?.[1] ?? text, text];
    }).filter(([, text]) => text);
  };

  /** Puts a cell that spans rows into each of them, so that rows can part. */
  const unspan = (rows) => rows.forEach((row, at) => [...row.cells].forEach((cell, column) => {
    const span = cell.rowSpan;
    cell.removeAttribute("rowspan");
    for (let next = at + 1; next < at + span; next += 1) {
      rows[next].insertBefore(cell.cloneNode(true), rows[next].cells[column] ?? null);
    }
  }));

  const enhance = (table) => {
    const [body] = table.tBodies;
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells].filter((head) => head.dataset.k);
    const columns = new Map(heads.map((head) => [head.dataset.k, head]));
    const chosen = new Map(); // what the address says of this table
    const inputs = new Map();
    const tests = new Map();
    let most = MOST;

    const read = (head, what) => rows.map((row) => what(row.cells[head.cellIndex]));
    const sortsBy = (cell) => cell.dataset.v ?? cell.querySelector("time")?.dateTime ?? cell.textContent.trim();

    /** Numbers of rows in the order that is asked for; what has no value comes last either way. */
    const sorted = (key, down) => {
      const head = columns.get(key);
      const isNumber = "n" in head.dataset;
      const keys = read(head, sortsBy).map((text) => (isNumber ? number(text) : text));
      const isNone = keys.map((value) => value === "" || Number.isNaN(value));
      const by = isNumber ? (a, b) => a - b : compare;
      const order = (a, b) => isNone[a] - isNone[b] || (isNone[a] ? 0 : down * by(keys[a], keys[b])) || a - b;
      return rows.map((_, at) => at).sort(order);
    };

    const show = () => {
      const asked = [...chosen].filter(([key]) => tests.has(key)).map(([key, value]) => tests.get(key)(value));
      const [, minus, key] = /^(-?)(.*)/.exec(chosen.get("sort") ?? "");
      const order = columns.has(key) ? sorted(key, minus ? -1 : 1) : rows.map((_, at) => at);
      let n = 0;
      for (const at of order) {
        const fits = asked.every((test) => test(at));
        n += fits;
        rows[at].hidden = !fits || n > most;
      }
      if (order.some((at, place) => rows[at] !== body.rows[place])) body.replaceChildren(...order.map((at) => rows[at]));
      for (const head of heads) head.removeAttribute("aria-sort");
      columns.get(key)?.setAttribute("aria-sort", minus ? "descending" : "ascending");
      for (const [name, input] of inputs) {
        if (input.type === "checkbox") input.checked = chosen.has(name);
        else input.value = chosen.get(name) ?? "";
        input.parentNode.classList.toggle("chosen", chosen.has(name));
      }
      if (table.tFoot) table.tFoot.hidden = n < rows.length;
      const column = columns.get(key)?.textContent;
      const said = column ? `, ${fill(minus ? words.down : words.up, { column })}` : "";
      count.textContent = chosen.size ? fill(words.count, { n, all: rows.length }) + said : "";
      again.hidden = !chosen.size;
      more.hidden = n <= most;
      more.textContent = fill(words.more, { n: n - most });
    };

    const choose = (key, value) => {
      if (value) chosen.set(key, value);
      else if (key) chosen.delete(key);
      else chosen.clear();
      show();
      const address = new URL(location);
      for (const name of [...address.searchParams.keys()].filter((name) => name.startsWith(`${table.id}.`))) {
        address.searchParams.delete(name);
      }
      for (const [key, value] of chosen) address.searchParams.set(`${table.id}.${key}`, value);
      try { history.replaceState(history.state, "", address); } catch { /* the view stays without an address */ }
    };

    const offer = (key, input, test, ...label) => {
      inputs.set(key, input);
      tests.set(key, test);
      input.addEventListener("input", () => choose(key, input.type === "checkbox" ? input.checked && "1" : input.value));
      panel.append(make("label", {}, ...label));
    };

    const offerValues = (head) => {
      const known = read(head, values);
      const options = [...new Map(known.flat())];
      if (options.length < 2) return;
      const by = "n" in head.dataset ? (a, b) => number(a) - number(b) : compare;
      const select = make("select", {}, make("option", { value: "" }, words.all));
      for (const [value, text] of options.sort(([, a], [, b]) => by(a, b))) select.append(make("option", { value }, text));
      offer(head.dataset.k, select, (value) => (at) => known[at].some(([key]) => key === value), head.textContent, select);
    };

    /** Made when it is first needed: most tables are only read. */
    const prepare = () => {
      if (tests.size) return;
      unspan(rows);
      heads.filter((head) => "f" in head.dataset).forEach(offerValues);
      const isLate = rows.map((row) => row.querySelector(".is-late") !== null);
      const box = make("input", { type: "checkbox" });
      if (isLate.includes(true) && isLate.includes(false)) offer("late", box, () => (at) => isLate[at], box, words.late);
      let texts;
      const search = make("input", { type: "search" });
      const hasAll = (value) => {
        texts ??= rows.map((row) => fold(row.textContent));
        const asked = fold(value).split(/\s+/);
        return (at) => asked.every((word) => texts[at].includes(word));
      };
      offer("q", search, hasAll, words.text, search);
    };

    for (const head of heads) {
      const button = make("button", { type: "button" }, ...head.childNodes);
      button.addEventListener("click", () => {
        prepare();
        const [key, now] = [head.dataset.k, chosen.get("sort")];
        choose("sort", now === key ? `-${key}` : now === `-${key}` ? "" : key);
      });
      head.append(button);
    }
    const count = make("output");
    const again = make("button", { type: "button", hidden: true }, words.clear);
    again.addEventListener("click", () => { choose(); panel.firstChild.focus(); });
    const more = make("button", { type: "button", hidden: true, className: "more" });
    const showAll = () => {
      if (more.hidden) return;
      most = rows.length;
      show();
    };
    more.addEventListener("click", showAll);
    addEventListener("beforeprint", showAll);
    const panel = make("details", { className: "sift", hidden: rows.length < FEW }, make("summary", {}, words.filter));
    panel.firstChild.addEventListener("click", prepare);
    (table.closest(".scroll") ?? table).before(panel, make("p", { className: "sifted" }, count, " ", again));
    table.after(more);

    for (const [name, value] of new URLSearchParams(location.search)) {
      if (name.startsWith(`${table.id}.`) && value) chosen.set(name.slice(table.id.length + 1), value);
    }
    if (chosen.size || "open" in table.dataset) prepare();
    panel.open = "open" in table.dataset || [...chosen.keys()].some((key) => tests.has(key));
    if (chosen.size) show();
    // A place that is asked for is shown, whatever the filter says.
    const seek = () => {
      // Ids of rows are plain: nothing in them is encoded.
      const row = document.getElementById(location.hash.slice(1))?.closest("tr");
      if (!row?.hidden || !body.contains(row)) return;
      choose();
      showAll();
      row.scrollIntoView();
    };
    addEventListener("hashchange", seek);
    seek();
  };

  for (const table of document.querySelectorAll("table[id]")) {
    const isList = table.tHead?.querySelector("[data-k]") && table.tBodies.length === 1;
    if (isList && table.tBodies[0].rows.length > 2) enhance(table);
  }
})();
