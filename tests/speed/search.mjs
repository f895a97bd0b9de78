// From the last key to the first answer, and how much of the index is loaded:
//   npm install playwright-core; node tests/speed/search.mjs SITE [QUESTION…]
//
// Opens a record of a built site from the file system for each question, presses the key of the search, asks one other
// thing to warm up, and then types the question as a quick typist does, a key every 80 ms. Without questions of one's
// own they are titles, beginnings of titles, numbers and single words of the site itself. Prints the median, the 95th
// percentile and the maximum of milliseconds to those that have an answer, and of kilobytes that a question loads.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "../browser/chromium.mjs";

const site = resolve(process.argv[2] ?? "public");
const folder = join(site, "data/search");

/// Pages of the site: path, title, year, state.
const rows = readdirSync(folder).filter((name) => name.startsWith("d-")).sort()
  .flatMap((name) => JSON.parse(`[${/\((.*)\);/s.exec(readFileSync(join(folder, name), "utf8"))[1]}]`)[1]);
const bare = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");
const some = (list, count) => Array.from({ length: Math.min(count, list.length) }, (_, at) => list[Math.floor(at * list.length / count)]);

function questions() {
  const titles = some(rows.filter(([path]) => /\/\d{4}\//.test(path)).map(([, title]) => title), 12);
  const starts = titles.map((title) => title.split(/[ ,]+/).slice(0, 3).join(" "));
  const numbers = rows.map(([, title]) => /^\d+-\p{Lu}\S+/u.exec(title)?.[0]).filter(Boolean);
  return [...titles.slice(0, 4), ...starts, ...starts.map(bare), ...starts.map((start) => bare(start).slice(0, -1)),
    ...some(numbers, 6), ...starts.slice(0, 6).map((start) => bare(start).split(" ")[0])];
}

const asked = process.argv.length > 3 ? process.argv.slice(3) : questions();
const start = pathToFileURL(join(site, rows.find(([path]) => /\/\d{4}\//.test(path))[0])).href;
const browser = await launch();
const page = await browser.newPage();
const requested = new Set();
page.on("request", (request) => request.url().includes("/data/search/") && requested.add(request.url()));

/// Types a question; the milliseconds from its last key to the first answer, without end if there is none.
async function ask(query) {
  await page.evaluate(() => {
    window.keyed = window.answered = 0;
    addEventListener("keydown", () => { window.keyed = performance.now(); window.answered = 0; }, true);
    new MutationObserver(() => { window.answered ||= performance.now(); })
      .observe(document.querySelector("dialog .found"), { childList: true });
  });
  await page.keyboard.type(query, { delay: 80 });
  await page.waitForFunction(() => window.answered, null, { timeout: 10_000 }).catch(() => {});
  return page.evaluate(() => (window.answered || Infinity) - window.keyed);
}

const results = [];
for (const query of asked) {
  await page.goto(start);
  await page.keyboard.press("/");
  await page.keyboard.type("quy");
  await page.waitForTimeout(300);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.waitForTimeout(100);
  const known = new Set(requested);
  requested.clear();
  const time = await ask(query);
  const index = [...known].filter((url) => url.endsWith("/index.js"));
  const bytes = [...new Set([...index, ...requested])].reduce((sum, url) => sum + statSync(fileURLToPath(url)).size, 0);
  const found = await page.locator("dialog li").count();
  results.push({ query, time, kb: bytes / 1000, parts: requested.size, found });
  requested.clear();
}
await browser.close();

results.sort((a, b) => a.time - b.time);
for (const { query, time, kb, parts, found } of results.slice(-5)) {
  console.log(`${time.toFixed(0)} ms, ${kb.toFixed(0)} kB in ${parts} parts, ${found} answers: ${query}`);
}
const of = (values) => {
  values.sort((a, b) => a - b);
  const at = (share) => values[Math.min(values.length - 1, Math.floor(values.length * share))]?.toFixed(0);
  return `median ${at(0.5)}, 95th percentile ${at(0.95)}, at most ${at(1)}`;
};
console.log(`${results.length} questions over ${rows.length} pages, ${results.filter(({ found }) => !found).length} without an answer`);
console.log(`ms from the last key: ${of(results.map(({ time }) => time).filter(Number.isFinite))}`);
console.log(`kB that a question loads: ${of(results.map(({ kb }) => kb))}`);
