// Looks at a preview as an author does, in a real browser: node serve.mjs KHACPHUC
//
// A page follows what is saved and stays where it was scrolled to; a mistake is laid over it, as text,
// and goes when it is mended; a page finds its way back to a preview that was started again; nothing
// is asked of anybody else. A page elsewhere on the machine, under another port or from the file system, gets nothing,
// writes nothing, and gets nothing under a name of its own that leads to this machine either.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

const program = resolve(process.argv[2] ?? "target/debug/khacphuc");
const site = mkdtempSync(join(tmpdir(), "preview-"));
const file = join(site, "content/trang.md");
const lines = Array.from({ length: 200 }, (_, number) => `Đoạn ${number}.\n`).join("\n");
const text = (heading) => `---\nkind: page\n---\n# ${heading}\n\n${lines}\n## Cuối\n`;

function serve(port) {
  const preview = spawn(program, ["serve", "--language", "en", "--port", String(port)], { cwd: site });
  preview.stderr.resume();
  return new Promise((found, failed) => {
    let printed = "";
    preview.on("exit", (code) => failed(new Error(`it ended with ${code}`)));
    preview.stdout.on("data", (part) => {
      printed += part;
      const port = printed.match(/http:\/\/127\.0\.0\.1:(\d+)\//)?.[1];
      if (port) found({ preview, port });
    });
  });
}

async function end({ preview }) {
  preview.removeAllListeners("exit");
  const ended = new Promise((done) => preview.on("exit", done));
  preview.kill("SIGINT");
  assert.equal(await ended, 0, "Ctrl-C ends it well");
}

assert.equal(spawnSync(program, ["init", site]).status, 0);
writeFileSync(file, text("Một"));
let running = await serve(0);
const origin = `http://127.0.0.1:${running.port}`;
// A name of another site, which its owner lets lead to this machine once its page is open.
const REBOUND = "rebound.example";
const browser = await launch(`--host-resolver-rules=MAP ${REBOUND} 127.0.0.1`);
try {
  const page = await (await browser.newContext({ viewport: { width: 800, height: 600 } })).newPage();
  page.on("pageerror", (error) => assert.fail(error.message));
  page.on("request", (request) => assert.ok(request.url().startsWith(origin), request.url()));
  const overlay = page.locator("#khacphuc-mistakes");
  const headed = (heading) => page.locator("h1", { hasText: heading }).waitFor();
  const scrolled = () => page.evaluate(() => scrollY);
  const isScrolled = () => page.waitForFunction(() => scrollY === 1234);

  await page.goto(`${origin}/trang.html`);
  await headed("Một");
  await page.evaluate(() => scrollTo(0, 1234));
  for (const heading of ["Hai", "Ba"]) {
    writeFileSync(file, text(heading));
    await headed(heading);
    await isScrolled();
  }

  const wrong = text("Bốn").replace("kind: page", "kind: <img src=x onerror=alert(1)>");
  writeFileSync(file, wrong);
  await overlay.waitFor();
  assert.match(await overlay.textContent(), /unknown-kind[^]*<img src=x onerror=alert\(1\)>[^]*content\/trang\.md:2:7/);
  assert.equal(await page.locator("img").count(), 0, "mistakes are text");
  await headed("Ba");
  assert.equal(await scrolled(), 1234, "the page stays where it is under a mistake");
  // Whoever comes now is told as well.
  await page.reload();
  await overlay.waitFor();
  writeFileSync(file, text("Ba"));
  await overlay.waitFor({ state: "detached" });
  await headed("Ba");
  await isScrolled();

  // A fragment in the address does not pull the page back to its place.
  await page.goto(`${origin}/trang.html#cuoi`);
  await page.evaluate(() => scrollTo(0, 1234));
  writeFileSync(file, text("Năm"));
  await headed("Năm");
  await isScrolled();

  await end(running);
  writeFileSync(file, text("Sáu"));
  running = await serve(running.port);
  await headed("Sáu");
  await isScrolled();

  // A page that was not there comes when it is written, one that was there says that it is gone.
  await page.goto(`${origin}/sau.html`);
  await headed("There is no such page");
  writeFileSync(join(site, "content/sau.md"), text("Sau"));
  await headed("Sau");
  rmSync(join(site, "content/sau.md"));
  await headed("There is no such page");

  // What pages elsewhere can do with the preview: each way tells whether it got anything.
  const foreign = await (await browser.newContext()).newPage();
  const elsewhere = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<!DOCTYPE html>"));
  await new Promise((ready) => elsewhere.listen(0, "127.0.0.1", ready));
  const local = join(site, "elsewhere.html");
  writeFileSync(local, "<!DOCTYPE html>");
  for (const address of [`http://localhost:${elsewhere.address().port}/`, pathToFileURL(local).href]) {
    await foreign.goto(address);
    const got = await foreign.evaluate(async (origin) => {
      const loads = (name, values) => new Promise((done) => {
        const element = Object.assign(document.createElement(name), values);
        element.onload = () => done(name !== "iframe" || element.contentDocument !== null);
        element.onerror = () => done(false);
        document.body.append(element);
      });
      window.khacphuc = { index: () => { window.isRead = true; } };
      const written = (method) => fetch(`${origin}/trang.html`, { method, body: "x" }).then(() => true, () => false);
      return {
        script: await loads("script", { src: `${origin}/data/search/index.js` }) || window.isRead === true,
        style: await loads("link", { rel: "stylesheet", href: `${origin}/assets/style.css` }),
        frame: await loads("iframe", { src: `${origin}/` }),
        text: await fetch(`${origin}/data/ledger.json`).then(() => true, () => false),
        events: await new Promise((done) => {
          const events = new EventSource(`${origin}/.khacphuc/events`);
          events.onmessage = () => done(true);
          events.onerror = () => { events.close(); done(false); };
        }),
        blind: await fetch(`${origin}/trang.html`, { mode: "no-cors" }).then(() => true, () => false),
        blindPost: await fetch(`${origin}/trang.html`, { method: "POST", mode: "no-cors", body: "x" })
          .then(() => true, () => false),
        picture: await loads("img", { src: `${origin}/trang.html` }),
        socket: await new Promise((done) => {
          const socket = new WebSocket(`${origin.replace("http", "ws")}/.khacphuc/events`);
          socket.onopen = () => done(true);
          socket.onerror = () => done(false);
        }),
        post: await written("POST"),
        put: await written("PUT"),
      };
    }, origin);
    assert.deepEqual(Object.entries(got).filter(([, is]) => is), [], address);
    // A form that is sent there is refused, and shows nothing of the site.
    const refused = foreign.waitForResponse(`${origin}/trang.html`);
    await foreign.evaluate((origin) => {
      const form = Object.assign(document.createElement("form"), { action: `${origin}/trang.html`, method: "post" });
      document.body.append(form);
      form.submit();
    }, origin);
    assert.equal((await refused).status(), 403, address);
    await foreign.waitForURL(`${origin}/trang.html`);
    assert.equal(await foreign.locator("h1").count(), 0, address);
    await foreign.goto(address);
    // A link leads to the preview all the same.
    await foreign.evaluate((origin) => { location.href = `${origin}/trang.html`; }, origin);
    await foreign.locator("h1").waitFor();
  }
  elsewhere.close();
  // Under a foreign name that leads here, the preview would be of that site's own origin.
  for (const path of ["trang.html", "data/ledger.json", ".khacphuc/events", "assets/style.css"]) {
    const answer = await foreign.goto(`http://${REBOUND}:${running.port}/${path}`);
    assert.equal(answer.status(), 403, path);
    assert.match(await answer.text(), /for the machine that it runs on/);
  }
  const read = (path) => foreign.evaluate((path) => fetch(path).then((answer) => answer.status), path);
  assert.equal(await read("/trang.html"), 403, "nor does its own page read it");
  await foreign.close();

  // More pages than a browser keeps connections; when the one that listens goes, the others still hear.
  const pages = [page];
  while (pages.length < 9) pages.push(await page.context().newPage());
  for (const one of pages) await one.goto(`${origin}/trang.html`);
  for (const heading of ["Bảy", "Tám", "Chín"]) {
    writeFileSync(file, text(heading));
    for (const one of pages) await one.locator("h1", { hasText: heading }).waitFor();
    await pages.shift().close();
  }
  await end(running);
  assert.equal(readFileSync(file, "utf8"), text("Chín"));
  console.log("the preview keeps up");
} finally {
  await browser.close();
  running.preview.kill("SIGKILL");
  rmSync(site, { recursive: true });
}
