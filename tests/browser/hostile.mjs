// Opens every page of a site whose authors are hostile, and looks whether anything of theirs lives:
// node hostile.mjs SITE [EVERY]
//
// `cargo test --test hostile -- --ignored` makes the site. Its pages are opened from the file system and from a server,
// with scripts on, and without the content security policy, which would hide what gets through. A page is alive when
// it shows a dialog, runs a script of its own, asks for anything outside of the site, goes or sends a form elsewhere,
// opens a window, or holds an element or an attribute that waits for a reader to do so. With EVERY, one page of so many
// is opened.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

/// Pages that are open at a time.
const TABS = 4;

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

/// What lives on the pages of a folder, by page, as they are from `root`.
async function judge(browser, root, pages) {
  const context = await browser.newContext({ bypassCSP: true });
  const alive = new Map();
  const left = [...pages];
  // A vector calls `alert`: that it was called is a sign by itself, whether or not the dialog comes in time.
  await context.addInitScript(() => { window.alert = () => { window.top.intruder = true; }; });
  async function look() {
    const page = await context.newPage();
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
    while (left.length > 0) {
      const path = left.pop();
      found = [];
      const address = root + path.split("/").map(encodeURIComponent).join("/");
      const go = () => page.goto(address, { waitUntil: "load", timeout: 10_000 }).catch((error) => error);
      let answer = await go();
      // A page that has moved leads on, and may be on its way there still; elsewhere, that is a request.
      for (let tries = 0; tries < 5 && /interrupted by another navigation/.test(answer?.message); tries += 1) answer = await go();
      if (answer instanceof Error && found.length === 0) found.push(answer.message.split("\n")[0]);
      else if (!(answer instanceof Error) && answer && root.startsWith("http") && answer.status() !== 200) {
        found.push(`status ${answer.status()}`);
      }
      // A page that is on its way elsewhere may never answer.
      const late = new Promise((done) => setTimeout(done, 3000, []));
      found.push(...await Promise.race([page.evaluate(waiting, root).catch(() => []), late]));
      if (found.length > 0) alive.set(path, found);
    }
    await page.close();
  }
  await Promise.all(Array.from({ length: TABS }, look));
  await context.close();
  return alive;
}

/// The pages of a folder, by their paths in it.
function pagesOf(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".html"));
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
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
// No name is looked up: a request that leaves the machine is seen, and goes nowhere.
const browser = await launch("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
try {
  for (const [name, [html]] of Object.entries(LIVE)) {
    writeFileSync(join(work, name), `<!DOCTYPE html><meta charset=utf-8><title>x</title><body>${html}`);
  }
  mkdirSync(join(work, "in a folder"));
  writeFileSync(join(work, "in a folder/dead#1.html"), "<!DOCTYPE html><meta charset=utf-8><title>x</title><p>x</p>");
  const site = resolve(process.argv[2] ?? "target/tmp/hostile");
  const every = Number(process.argv[3] ?? 1);
  let pages = pagesOf(site);
  assert(pages.length > 1500, `${site} has ${pages.length} pages: is it the site of tests/hostile.rs?`);
  pages = pages.filter((_, number) => number % every === 0);
  for (const isServed of [false, true]) {
    const rootOf = async (folder) => isServed ? serve(folder) : { root: `${pathToFileURL(folder).href}/`, end: () => {} };
    // The judge knows what is alive when it sees it.
    const sample = await rootOf(work);
    const known = await judge(browser, sample.root, pagesOf(work));
    for (const [name, [, sign]] of Object.entries(LIVE)) {
      assert.match((known.get(name) ?? []).join("\n"), sign, `${sample.root}${name} is alive`);
    }
    assert.equal(known.get("in a folder/dead#1.html"), undefined);
    sample.end();
    const whole = await rootOf(site);
    const alive = await judge(browser, whole.root, pages);
    const told = [...alive].slice(0, 20).map(([path, found]) => `${path}\n  ${found.slice(0, 5).join("\n  ")}`);
    assert.equal(alive.size, 0, `${alive.size} pages are alive, from ${whole.root}\n${told.join("\n")}`);
    whole.end();
    console.log(`${pages.length} pages from ${isServed ? "a server" : "the file system"}: none is alive`);
  }
} finally {
  await browser.close();
  rmSync(work, { recursive: true });
}
