// The search of a built site, in a browser that reads it from the file system: the words that were agreed upon with
// the program, what is found and in which order, the keyboard alone, and nothing asked of any server.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [site, cases] = process.argv.slice(2).map((path) => resolve(path));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
page.on("pageerror", (error) => { throw error; });
page.on("request", (request) => assert(request.url().startsWith("file:"), request.url()));
const open = (path, hash = "") => page.goto(pathToFileURL(join(site, path)).href + hash);

await open("tay-ninh/2021/ma-tuy.html");
for (const { text, words, folded, exact } of JSON.parse(readFileSync(cases, "utf8"))) {
  const found = await page.evaluate((text) => {
    const words = khacphuc.words(text);
    return { words, folded: words.map(khacphuc.fold), exact: words.map(khacphuc.exact) };
  }, text);
  assert.deepEqual(found, { words, folded, exact }, text);
}

const dialog = page.locator("dialog.search");
/// Titles that are found, the first one first.
async function find(query, kind = "") {
  await dialog.locator("input").fill("");
  await dialog.locator("input").fill(query);
  await dialog.locator("p[role=status]:not(:empty)").waitFor();
  await page.waitForTimeout(150);
  return dialog.locator("section").filter({ hasText: kind }).locator("li a").allTextContents();
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
for (const query of ["300-KH/TĐTN-VP", "300-kh/tdtn-vp", "300 kh", "300 KH"]) {
  assert.equal((await find(query))[0], "Kế hoạch tiếp tục khắc phục khuyết điểm năm 2021", query);
}
// All words have to be there.
assert.deepEqual(await find("thu hoi von xyzq"), []);
assert((await dialog.locator("p[role=status]").innerText()).includes("xyzq"));
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
await page.keyboard.press("/");
await page.keyboard.type("thu hoi von");
await dialog.locator("li a").first().waitFor();
await page.keyboard.press("ArrowDown");
await page.keyboard.press("Enter");
await page.waitForURL(/thu-hoi-von/);

// The search's own page keeps what was asked in its address, and from every depth answers lead where they should.
await open("search.html", "#q=thu%20hoi%20von");
await page.locator("main li a mark").first().waitFor();
await page.locator("main input").fill("ma tuy");
await page.locator("main li a", { hasText: "ma túy" }).first().waitFor();
assert(page.url().endsWith("#q=ma%20tuy"), page.url());
await page.locator("main .found li a").first().click();
await page.waitForURL(/ma-tuy/);
await browser.close();
console.log("search: all found");
