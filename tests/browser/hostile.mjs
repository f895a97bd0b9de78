// Opens every page of a site whose authors are hostile, and looks whether anything of theirs lives:
// node hostile.mjs SITE [EVERY [TURN]]
//
// `cargo test --test hostile -- --ignored` makes the site. Its pages are opened from the file system and from a server,
// with scripts on, and without the content security policy, which would hide what gets through. A page is alive when
// it shows a dialog, runs a script of its own, asks for anything outside of the site, goes or sends a form elsewhere,
// opens a window, or holds an element or an attribute that waits for a reader to do so. A page that cannot be judged, in
// several browsers, has failed as well.
//
// With EVERY, one page of so many is opened from each: of every vector, and of every kind of page. Each TURN takes
// others, from the server others than from the file system, and EVERY turns take all of both.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { launchApart } from "./chromium.mjs";

/// Pages that are open at a time.
const TABS = 4;

/// Pages that one browser opens: it gets slower with each, and in the end it hangs.
const BATCH = 200;

/// How long one step of a browser may take, in milliseconds.
const PATIENCE = 10_000;

/// In how many browsers a page that cannot be judged is opened.
const TRIES = 3;

const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".png": "image/png" };

/// A server of a folder: its address, and how to end it.
async function serve(folder) {
  const server = createServer(({ method, url }, answer) => {
    try {
      const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
      if (method !== "GET" || path === "/favicon.ico") return answer.writeHead(204).end();
      answer.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
      answer.end(readFileSync(join(folder, path)));
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { root: `http://127.0.0.1:${server.address().port}/`, end: () => server.close() };
}

/// In a page, after what it has put off to its next turn: what there is that would come alive in the hands of a reader.
async function waiting(root) {
  await new Promise((done) => setTimeout(done, 0));
  const found = [];
  const leads = (address) => { try { return new URL(address, document.baseURI); } catch { return null; } };
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (/^(iframe|frame|object|embed|applet|base|portal|form)$/.test(name)) found.push(`<${name}>`);
    if (name === "script" && !element.src.startsWith(root)) found.push(`<script> ${element.src || element.text}`);
    for (const { name: key, value } of element.attributes) {
      if (/^on/i.test(key)) found.push(`${key}=${value}`);
      if (!/^(href|src|xlink:href|action|formaction|data|poster|ping|background)$/i.test(key)) continue;
      const target = leads(value);
      const isOwn = target?.href.startsWith(root) || value.startsWith("#");
      const isLink = name === "a" && key === "href" && /^(https?|mailto):$/.test(target?.protocol);
      const isPlace = name === "link" && element.rel === "canonical";
      if (target && !isOwn && !isLink && !isPlace) found.push(`<${name} ${key}=${value}>`);
    }
  }
  if (window.intruder !== undefined) found.push("a script has run");
  return found;
}

/// What a promise comes to, or an error where that takes longer than a step may.
function within(limit, step, promise) {
  let clock;
  const late = new Promise((_, failed) => {
    clock = setTimeout(() => failed(new Error(`${step} took more than ${limit / 1000} s`)), limit);
  });
  // What comes after that is nobody's concern.
  promise.catch(() => {});
  return Promise.race([promise, late]).finally(() => clearTimeout(clock));
}

/// Ends a process and all that it has started.
async function end(leader) {
  if (leader.exitCode !== null || leader.signalCode !== null) return;
  const ended = new Promise((done) => leader.once("exit", done));
  process.kill(-leader.pid, "SIGKILL");
  await within(PATIENCE, "the end of a browser", ended);
}

/// Gives `use` a browser of its own, and kills it afterwards: nothing waits for it to close.
async function withBrowser(use) {
  // No name is looked up: a request that leaves the machine is seen, and goes nowhere.
  const rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";
  const { process: own, connect } = await launchApart(PATIENCE, rules);
  try {
    const browser = await within(PATIENCE, "a browser", connect());
    const context = await within(PATIENCE, "a context", browser.newContext({ bypassCSP: true }));
    // A vector calls `alert`: that it was called is a sign by itself, whether or not the dialog comes in time.
    const told = context.addInitScript(() => { window.alert = () => { window.top.intruder = true; }; });
    await within(PATIENCE, "a script", told);
    return await use(context);
  } finally {
    await end(own);
  }
}

/// A tab of a browser: a function that gives what lives at an address. It fails where that cannot be told.
async function tab(context, root, patience) {
  const page = await within(PATIENCE, "a tab", context.newPage());
  let found = [];
  page.on("dialog", (dialog) => { found.push(`a dialog: ${dialog.message()}`); dialog.dismiss().catch(() => {}); });
  page.on("popup", (popup) => { found.push(`a window: ${popup.url()}`); popup.close().catch(() => {}); });
  page.on("pageerror", (error) => found.push(`an error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    const isPicture = url.startsWith("data:image/") && request.resourceType() === "image";
    if (request.method() !== "GET") found.push(`a form: ${url}`);
    if (!url.startsWith(root) && !isPicture) found.push(`a request: ${url}`);
  });
  page.on("framenavigated", (frame) => {
    const url = frame.url();
    if (!url.startsWith(root) && url !== "about:blank") found.push(`a navigation: ${url}`);
  });
  /// Does something again where the page has moved on meanwhile, as an address that was given up does.
  async function settled(step, act) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await within(patience, step, act());
      } catch (error) {
        const isMoving = /interrupted by another navigation|Execution context was destroyed/.test(error.message);
        if (!isMoving || tries === 5) throw error;
      }
    }
  }
  return async (address) => {
    found = [];
    try {
      const answer = await settled("opening", () => page.goto(address, { waitUntil: "load", timeout: patience }));
      if (root.startsWith("http") && answer?.status() !== 200) throw new Error(`status ${answer?.status()}`);
      found.push(...await settled("looking", () => page.evaluate(waiting, root)));
    } catch (error) {
      // A page that is alive may be on its way elsewhere, and never answer.
      if (found.length === 0) throw error;
    }
    return found;
  };
}

/// Takes pages off `left`, as many as a browser is given, and writes down what lives on each: in `alive`, or in `failed`
/// why that cannot be told.
async function judgeSome(root, left, alive, failed, patience) {
  const batch = left.splice(-BATCH);
  const look = async (context) => {
    const open = await tab(context, root, patience);
    while (batch.length > 0) {
      const path = batch.pop();
      try {
        alive.set(path, await open(root + path.split("/").map(encodeURIComponent).join("/")));
      } catch (error) {
        failed.set(path, error.message.split("\n")[0]);
        // The tab is of no use any more, and perhaps the browser is not.
        return;
      }
    }
  };
  await withBrowser((context) => Promise.allSettled(Array.from({ length: TABS }, () => look(context))))
    .finally(() => left.push(...batch));
}

/// What lives on the pages of a folder, by page, as they are from `root`; a page that cannot be judged in several
/// browsers counts as alive. With it, how many pages were opened again.
async function judge(root, pages, patience = PATIENCE) {
  const alive = new Map();
  const failed = new Map();
  for (let left = [...pages], idle = 0; left.length > 0;) {
    const before = left.length;
    await judgeSome(root, left, alive, failed, patience).catch((error) => {
      if (idle === TRIES) throw error;
    });
    idle = left.length < before ? 0 : idle + 1;
    assert(idle < TRIES, `no browser opens any of ${left.length} pages from ${root}`);
  }
  // Each by itself, so that none has to suffer for another.
  for (const [path, reason] of failed) {
    for (let tries = 1; tries < TRIES && !alive.has(path); tries += 1) {
      await judgeSome(root, [path], alive, failed, patience).catch(() => {});
    }
    if (!alive.has(path)) alive.set(path, [`it cannot be judged: ${failed.get(path) ?? reason}`]);
  }
  assert.equal(alive.size, pages.length, "each page has its verdict");
  return { alive: new Map([...alive].filter(([, found]) => found.length > 0)), again: failed.size };
}

/// The pages of a folder, by their paths in it.
function pagesOf(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".html"));
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

/// One of `every` pages: those of a vector, `v12/…`, at as many kinds of page, and others at the next vector.
function sampleOf(pages, every, turn) {
  const kinds = new Map();
  return pages.sort().filter((path, number) => {
    const [, vector, kind] = path.match(/^v(\d+)\/(trang-|.*)/) ?? [null, number, ""];
    if (!kinds.has(kind)) kinds.set(kind, kinds.size);
    return (Number(vector) + kinds.get(kind) + turn) % every === 0;
  });
}

/// Pages that are alive, each in one way, with the sign that it has to be known by.
const LIVE = {
  "script.html": ["<script>alert(1)</script>", /a script has run/],
  "handler.html": ["<img src=x onerror=alert(1)>", /a script has run/],
  "handler-that-waits.html": ["<p onmouseover=alert(1)>x</p>", /onmouseover/],
  "focus.html": ["<input autofocus onfocus=alert(1)>", /onfocus/],
  "dialog.html": ["<script>confirm(1)</script>", /a dialog/],
  "frame.html": ["<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>", /a script has run/],
  "picture.html": ["<img src=https://foreign.example/x.png>", /a request: https:\/\/foreign/],
  "style.html": ["<style>body{background:url(https://foreign.example/x)}</style>", /a request: https:\/\/foreign/],
  "refresh.html": ["<meta http-equiv=refresh content='0;url=https://foreign.example/'>", /a request: https:\/\/foreign/],
  "form.html": ["<form action=https://foreign.example/ method=post id=f></form><script>f.submit()</script>", /a form/],
  "link.html": ["<a href=javascript:alert(1)>x</a>", /javascript:/],
  "window.html": ["<script>window.open('about:blank')</script>", /a window|a script/i],
  "error.html": ["<script>(</script>", /an error/],
};

const work = mkdtempSync(join(tmpdir(), "hostile-"));
try {
  for (const [name, [html]] of Object.entries(LIVE)) {
    writeFileSync(join(work, name), `<!DOCTYPE html><meta charset=utf-8><title>x</title><body>${html}`);
  }
  mkdirSync(join(work, "in a folder"));
  writeFileSync(join(work, "in a folder/dead#1.html"), "<!DOCTYPE html><meta charset=utf-8><title>x</title><p>x</p>");
  const site = resolve(process.argv[2] ?? "target/tmp/hostile");
  const [every, turn] = [Number(process.argv[3] ?? 1), Number(process.argv[4] ?? 0)];
  const all = pagesOf(site);
  assert(all.length > 1500, `${site} has ${all.length} pages: is it the site of tests/hostile.rs?`);
  // A page that never comes to rest is told, and holds nothing up.
  const restless = mkdtempSync(join(work, "restless-"));
  writeFileSync(join(restless, "endless.html"), "<!DOCTYPE html><script>for (;;) {}</script>");
  const { alive: told } = await judge(`${pathToFileURL(restless).href}/`, ["endless.html"], 2000);
  assert.match(told.get("endless.html")?.join() ?? "", /it cannot be judged/);
  rmSync(restless, { recursive: true });
  for (const isServed of [false, true]) {
    const rootOf = async (folder) => isServed ? serve(folder) : { root: `${pathToFileURL(folder).href}/`, end: () => {} };
    // The judge knows what is alive when it sees it.
    const sample = await rootOf(work);
    const { alive: known } = await judge(sample.root, pagesOf(work));
    for (const [name, [, sign]] of Object.entries(LIVE)) {
      assert.match((known.get(name) ?? []).join("\n"), sign, `${sample.root}${name} is alive`);
    }
    assert.equal(known.get("in a folder/dead#1.html"), undefined);
    sample.end();
    const pages = sampleOf(all, every, isServed ? turn + (every >> 1) : turn);
    const whole = await rootOf(site);
    const start = Date.now();
    const { alive, again } = await judge(whole.root, pages);
    const told = [...alive].slice(0, 20).map(([path, found]) => `${path}\n  ${found.slice(0, 5).join("\n  ")}`);
    assert.equal(alive.size, 0, `${alive.size} pages are alive, from ${whole.root}\n${told.join("\n")}`);
    whole.end();
    const seconds = Math.round((Date.now() - start) / 1000);
    const from = isServed ? "a server" : "the file system";
    console.log(`${pages.length} of ${all.length} pages from ${from} in ${seconds} s: none is alive (opened again: ${again})`);
  }
} finally {
  rmSync(work, { recursive: true });
}
