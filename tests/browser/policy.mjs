// Looks at the content security policy of every kind of page of a site, from the file system and from a server: no
// page needs what the policy forbids, the search answers, and what an intruder would try does not happen:
// node policy.mjs SITE
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync, readdirSync } from "node:fs";
import { extname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

const site = resolve(process.argv[2] ?? "public");
const kinds = new Map();
for (const entry of readdirSync(site, { withFileTypes: true, recursive: true })) {
  const path = join(entry.parentPath, entry.name);
  if (!entry.isFile() || !path.endsWith(".html")) continue;
  const text = readFileSync(path, "utf8");
  const policy = text.indexOf('<meta http-equiv="Content-Security-Policy"');
  assert(policy >= 0 && policy < text.search(/<(script|link|style|body)\b/), `${path} loads something before its policy`);
  kinds.set(/<body data-kind="([^"]+)"/.exec(text)[1], relative(site, path));
}

const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };
const server = createServer(({ url }, answer) => {
  try {
    const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
    // Browsers ask for it on their own.
    if (path === "/favicon.ico") return answer.writeHead(204).end();
    answer.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
    answer.end(readFileSync(join(site, path)));
  } catch {
    answer.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

/// What an intruder would try, with the directive that forbids it.
const attempts = [
  ["script-src-elem", () => Object.assign(document.createElement("script"), { text: "window.intruder = true" })],
  ["script-src-elem", () => Object.assign(document.createElement("script"), { src: "https://foreign.example/x.js" })],
  ["script-src-elem", () => Object.assign(document.createElement("script"), { src: "data:text/javascript,window.intruder=true" })],
  ["style-src-elem", () => Object.assign(document.createElement("style"), { textContent: "body { display: none }" })],
  ["style-src-elem", () => Object.assign(document.createElement("link"), { rel: "stylesheet", href: "https://foreign.example/x.css" })],
  ["img-src", () => Object.assign(document.createElement("img"), { src: "https://foreign.example/x.png" })],
  ["frame-src", () => Object.assign(document.createElement("iframe"), { src: "https://foreign.example/" })],
  ["object-src", () => Object.assign(document.createElement("object"), { data: "https://foreign.example/x.swf" })],
  ["base-uri", () => Object.assign(document.createElement("base"), { href: "https://foreign.example/" })],
  ["script-src-attr", () => {
    const image = document.createElement("img");
    image.setAttribute("onerror", "window.intruder = true");
    image.src = "data:,";
    return image;
  }],
];

const browser = await launch();
let looked = 0;
for (const root of [`${pathToFileURL(site).href}/`, `http://127.0.0.1:${server.address().port}/`]) {
  const page = await (await browser.newContext()).newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => assert(request.url().startsWith(root) || request.url().startsWith("data:"), request.url()));
  for (const [kind, path] of kinds) {
    await page.goto(root + path, { waitUntil: "load" });
    const isStyled = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--count"));
    assert(isStyled, `${kind} has its styles`);
    if (path.includes("/") && kind !== "moved") {
      await page.keyboard.press("/");
      await page.keyboard.insertText("khuyet diem");
      await page.locator("dialog.search li a").first().waitFor();
    }
    assert.deepEqual(complaints, [], `${root}${path} needs what its policy forbids`);
    looked += 1;
  }
  page.removeAllListeners("console");
  page.removeAllListeners("request");
  for (const [directive, attempt] of attempts) {
    await page.goto(root + kinds.get("home"));
    const forbidden = await page.evaluate(`new Promise((done) => {
      addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
      document.body.append((${attempt})());
      setTimeout(done, 2000, "nothing");
    })`);
    assert.equal(forbidden, directive, `${root}: ${attempt}`);
    assert.equal(await page.evaluate("window.intruder"), undefined);
  }
}
await browser.close();
server.close();
console.log(`${kinds.size} kinds of page, from the file system and from a server: ${looked} passed, 0 failed`);
