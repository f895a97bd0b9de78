// How quickly the search of a built site answers, from the file system, and how much it loads for that:
//   npm install playwright-core; node tests/speed/search.mjs SITE "thu hoi von" "công tác kiểm tra" …
// The first time is without a warm-up; what was loaded is that of all its parts, in bytes before compression.
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [site, ...questions] = process.argv.slice(2);
const root = resolve(site);
const body = readdirSync(root).find((name) => !name.includes(".") && !["assets", "data", "documents"].includes(name));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
let bytes = 0;
page.on("request", (request) => {
  if (request.url().includes("/data/search/")) bytes += statSync(fileURLToPath(request.url())).size;
});

/// Milliseconds from the last key to the answers, and what was said of them.
const ask = (question) => page.evaluate(async (question) => {
  const [input, status] = ["input", "[role=status]"].map((part) => document.querySelector(`dialog ${part}`));
  status.textContent = "";
  input.value = question;
  const start = performance.now();
  input.dispatchEvent(new Event("input"));
  while (!status.textContent) await new Promise((done) => setTimeout(done, 1));
  return [performance.now() - start, status.textContent];
}, question);

await page.goto(pathToFileURL(join(root, body, "index.html")).href);
await page.keyboard.press("/");
for (const question of questions) {
  bytes = 0;
  const [first, said] = await ask(question);
  const loaded = Math.round(bytes / 1024);
  const again = [];
  for (let turn = 0; turn < 5; turn += 1) again.push((await ask(question))[0]);
  console.log(`${question}: ${said}; ${first.toFixed()} ms at first, ${Math.max(...again).toFixed()} ms after; ${loaded} KiB`);
}
await browser.close();
