// The search of a built site, in a browser that reads it from the file system: the words that were agreed upon with
// the program, what is found and in which order, the keyboard alone, what axe-core says of it, wide and narrow, light
// and dark, and nothing asked of any server: node search.mjs SITE CASES
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

const [site, cases] = process.argv.slice(2).map((path) => resolve(path));
const browser = await launch();
const page = await browser.newPage();
page.on("pageerror", (error) => { throw error; });
page.on("request", (request) => assert(request.url().startsWith("file:"), request.url()));
const open = (path, hash = "") => page.goto(pathToFileURL(join(site, path)).href + hash);

await open("tay-ninh/2021/ma-tuy.html");
const table = (name) => JSON.parse(readFileSync(join(cases, name), "utf8"));
for (const { text, words, folded, exact } of table("fold.json")) {
  const found = await page.evaluate((text) => {
    const words = khacphuc.words(text);
    return { words, folded: words.map(khacphuc.fold), exact: words.map(khacphuc.exact) };
  }, text);
  assert.deepEqual(found, { words, folded, exact }, text);
}
for (const { text, number } of table("numbers.json")) {
  assert.equal(await page.evaluate((text) => khacphuc.number(text), text), number, text);
}

const dialog = page.locator("dialog.search");
/// Presses the key of the search and types, at once; the status tells when there are answers, since it has no words
/// while nothing is asked.
async function ask(query) {
  await page.keyboard.press("/");
  await page.keyboard.insertText(query);
  await page.locator("p[role=status]:not(:empty)").waitFor();
}
/// Titles that are found in the open dialog, the first one first.
async function find(query) {
  await dialog.locator("input").fill("");
  await dialog.locator("p[role=status]:empty").waitFor({ state: "attached" });
  await dialog.locator("input").fill(query);
  await dialog.locator("p[role=status]:not(:empty)").waitFor();
  return dialog.locator("li a").allTextContents();
}
await page.keyboard.press("/");
assert(await dialog.isVisible());
const recovery = "Thu hồi vốn các dự án khởi nghiệp chậm tiến độ";
for (const query of ["thu hoi von", "Thu Hồi Vốn", "thu hồi vốn".normalize("NFD"), "von hoi thu", "thu hoi vo"]) {
  assert.equal((await find(query))[0], recovery, query);
}
assert.deepEqual(await dialog.locator("li a").first().locator("mark").allTextContents(), ["Thu", "hồi", "vốn"]);
const about = await dialog.locator("li").first().innerText();
assert(about.includes("2023") && about.includes("Đang khắc phục") && about.includes("Tây Ninh"), about);
// Tone marks may be put where either school puts them.
assert.deepEqual(await find("ma tuý"), await find("ma túy"));
// A document number is one word, and its own document comes first.
for (const query of ["300-KH/TĐTN-VP", "300-kh/tdtn-vp", "300 - KH / TĐTN", "300 kh tdtn", "0300 kh", "300 kh", "300 k"]) {
  assert.equal((await find(query))[0], "Kế hoạch tiếp tục khắc phục khuyết điểm năm 2021", query);
}
assert((await dialog.locator("li").first().innerText()).includes("300-KH/TĐTN-VP"));
// All words have to be there.
assert.deepEqual(await find("thu hoi von xyzq"), []);
assert((await dialog.locator("p[role=status]").innerText()).includes("xyzq"));
// The name of its body stands for a page, too, but not alone.
assert((await find("tay ninh ma tuy"))[0].includes("ma túy"));
assert.equal((await find("tay ninh 2021"))[0], "Tỉnh đoàn Tây Ninh 2021");
// What was typed with marks finds that first.
const marked = await find("khởi nghiệp");
assert(marked[0].includes("khởi nghiệp"), marked[0]);
// Hostile words are words.
assert.deepEqual(await find("<img src=x onerror=alert(1)>"), []);

// The keyboard alone: down to an answer, back up, out with Escape, and to where one was.
await find("thu hoi von");
await page.keyboard.press("ArrowDown");
assert.equal(await page.evaluate(() => document.activeElement.textContent), recovery);
await page.keyboard.press("ArrowUp");
assert.equal(await page.evaluate(() => document.activeElement.tagName), "INPUT");
await page.keyboard.press("Escape");
assert(!(await dialog.isVisible()));
// The key opens it again in whichever way it was closed, and what is typed takes the place of what was asked.
const ways = {
  "Escape in the field": () => page.keyboard.press("Escape"),
  "Escape beside it": async () => { await dialog.locator("p[role=status]").click(); await page.keyboard.press("Escape"); },
  "the button": () => dialog.locator(".close").click(),
  "a click outside": () => page.mouse.click(2, 2),
  "the browser": () => dialog.evaluate((dialog) => dialog.requestClose()),
};
for (const [way, close] of Object.entries(ways)) {
  await ask("ma tuy");
  await close();
  await dialog.waitFor({ state: "hidden" });
  await page.keyboard.press("/");
  await page.keyboard.insertText("thu");
  assert.equal(await dialog.locator("input").inputValue(), "thu", way);
  await page.keyboard.press("Escape");
}
// So it does before the browser has taken the focus out of the field that is hidden.
await page.keyboard.press("/");
await dialog.evaluate((dialog) => {
  dialog.close();
  dialog.querySelector("input").dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
});
assert(await dialog.isVisible());
// In a field that is open the key is a letter.
await page.keyboard.type("30/2020");
assert.equal(await dialog.locator("input").inputValue(), "30/2020");
await page.keyboard.press("Escape");
await page.keyboard.press("/");
await page.keyboard.type("thu hoi von");
await dialog.locator("li a").first().waitFor();
await page.keyboard.press("Enter");
await page.waitForURL(/thu-hoi-von/);

// Whoever sees it in whichever way.
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
for (const colorScheme of ["light", "dark"]) {
  await page.emulateMedia({ colorScheme });
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ["tay-ninh/index.html", "search.html"]) {
      await open(path);
      await ask("doan vien 2021");
      assert(await page.locator("li a mark").count());
      await page.evaluate(axe);
      const { violations } = await page.evaluate((values) => axe.run(document, { runOnly: { type: "tag", values } }), rules);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].target]), [], `${path} ${width} ${colorScheme}`);
      assert(wide <= 0, `${path} scrolls sideways by ${wide} px`);
    }
  }
}

// The search's own page keeps what was asked in its address, and from every depth answers lead where they should.
await open("search.html", "#q=thu%20hoi%20von");
await page.locator("main li a mark").first().waitFor();
await page.locator("main input").fill("ma tuy");
await page.waitForURL(/#q=ma%20tuy$/);
await page.locator("main .found li a", { hasText: "ma túy" }).first().click();
await page.waitForURL(/ma-tuy/);
await browser.close();
console.log("search: all found");
