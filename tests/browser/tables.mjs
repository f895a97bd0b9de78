// Tables that sort and filter, as a reader works them, from the file system: node tables.mjs SITE
//
// SITE is a built site; its own pages are looked at for controls, and a page made here for the rules: Vietnamese
// order, numbers and days, rows that span, the address, the keyboard, what is said, and 10,000 rows.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

const site = resolve(process.argv[2] ?? "public");
const folder = mkdtempSync(join(tmpdir(), "tables-"));
copyFileSync(join(site, "assets/table.js"), join(folder, "table.js"));

const labels = { filter: "Lọc bảng", all: "tất cả", late: "chỉ quá hạn", text: "có chữ", count: "{n} trong {all} dòng",
  up: "theo {column}, tăng", down: "theo {column}, giảm", clear: "Bỏ lọc", more: "Hiện thêm {n}" };
const words = ["Đá", "Dạ", "da", "Ê", "E", "Ơ", "O", "Ô", "Ư", "U", "Áo", "Ăn", "Ấm", "Ao", "Ảo", "Ạo"];
const row = (at, word) => `<tr id="r${at}"><th scope="row">${word}</th>
<td><span class="tag is-${at % 2 ? "open" : "fixed"}">${at % 2 ? "Đang khắc phục" : "Đã khắc phục"}</span></td>
<td><a href="unit/u${at % 3}.html">Ban ${at % 3}</a>, <a href="unit/u9.html">Văn phòng</a></td>
<td>${at === 3 ? "" : `${at}.00${at % 10}`}</td><td data-v="${at === 5 ? "" : `2023-${String(12 - at % 12).padStart(2, "0")}-01`}">hạn ${at}</td>
<td>${at % 5 ? "" : '<b class="is-late">quá hạn</b>'}</td></tr>`;
const page = (rows) => `<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>x</title>
<script defer src="table.js" ${Object.entries(labels).map(([key, text]) => `data-${key}="${text}"`).join(" ")}></script>
<table id="k-x"><thead><tr><th data-k="title">Tên</th><th data-k="state" data-f>Tình trạng</th><th data-k="unit" data-f>Đơn vị</th>
<th data-k="n" data-n>Số</th><th data-k="due">Hạn</th><th>Chú ý</th></tr></thead><tbody>${rows}</tbody></table>
<table id="k-span"><thead><tr><th data-k="owner">Chủ</th><th data-k="what">Việc</th></tr></thead><tbody>
<tr id="s0"><th rowspan="2">B</th><td>2</td></tr><tr id="s1"><td>1</td></tr><tr id="s2"><th>A</th><td>3</td></tr></tbody></table>
<table id="k-plain"><thead><tr><th>Không</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></html>`;
const write = (name, rows) => {
  writeFileSync(join(folder, name), page(rows));
  return pathToFileURL(join(folder, name)).href;
};

const browser = await launch();
try {
  const context = await browser.newContext();
  const tab = await context.newPage();
  tab.on("pageerror", (error) => assert.fail(error.message));
  const open = async (address) => {
    await tab.goto("about:blank");
    await tab.goto(address);
  };
  const table = tab.locator("#k-x");
  const shown = (id = "k-x", cell = 0) => tab.evaluate(([id, cell]) => [...document.getElementById(id).tBodies[0].rows]
    .filter((row) => !row.hidden).map((row) => row.cells[cell].textContent.trim()), [id, cell]);
  const panel = tab.locator("details.sift").first();
  const said = tab.locator("output").first();
  const sort = (name, times = 1) => table.getByRole("button", { name }).click({ clickCount: times });

  const address = write("index.html", words.map((word, at) => row(at, word)).join(""));
  await open(address);
  assert.deepEqual(await shown(), words, "as it was written");
  assert.equal(await said.textContent(), "", "nothing is said of a table that nobody touched");
  assert.equal(await tab.locator("#k-plain button").count(), 0);

  // The alphabet: a ă â … d đ e ê … o ô ơ u ư; tones only where letters are the same.
  await sort("Tên");
  assert.deepEqual(await shown(), ["Ao", "Ảo", "Áo", "Ạo", "Ăn", "Ấm", "da", "Dạ", "Đá", "E", "Ê", "O", "Ô", "Ơ", "U", "Ư"]);
  assert.equal(await table.locator("th[aria-sort=ascending]").count(), 1);
  assert.match(await said.textContent(), /^16 trong 16 dòng, theo Tên, tăng$/);
  await sort("Tên");
  assert.equal((await shown())[0], "Ư");
  assert.equal(await table.locator("th[aria-sort=descending]").count(), 1);
  await sort("Tên");
  assert.deepEqual(await shown(), words, "the third time as it was");
  assert.equal(new URL(tab.url()).search, "");

  // Numbers as numbers, days as days, and what has none last either way.
  await sort("Số");
  const numbers = await shown("k-x", 3);
  assert.deepEqual(numbers.slice(0, 3).concat(numbers.at(-1)), ["0.000", "1.001", "2.002", ""]);
  await sort("Số");
  assert.deepEqual([(await shown("k-x", 3))[0], (await shown("k-x", 3)).at(-1)], ["15.005", ""]);
  await sort("Hạn");
  assert.deepEqual([(await shown("k-x", 4))[0], (await shown("k-x", 4)).at(-1)], ["hạn 11", "hạn 5"]);

  // Filters, by keyboard alone; the count is said, and the address has the view.
  await open(address);
  await panel.locator("summary").focus();
  await tab.keyboard.press("Enter");
  await tab.keyboard.press("Tab");
  for (const key of ["ArrowDown", "ArrowDown", "Tab", "ArrowDown", "ArrowDown"]) await tab.keyboard.press(key);
  assert.equal(await said.textContent(), "3 trong 16 dòng");
  assert.equal(await said.getAttribute("aria-live") ?? "polite", "polite");
  assert.equal(decodeURIComponent(new URL(tab.url()).search), "?k-x.state=open&k-x.unit=u1");
  await table.getByRole("button", { name: "Tên" }).focus();
  await tab.keyboard.press("Enter");
  const view = await shown();
  const sent = `${tab.url()}#r1`;
  await open(sent);
  assert.deepEqual(await shown(), view, "the view that was sent on");
  assert.ok(await panel.evaluate((panel) => panel.open), "and what it is filtered by is seen");
  assert.equal(new URL(tab.url()).hash, "#r1", "a place in the page stays one");
  await tab.getByRole("button", { name: "Bỏ lọc" }).first().click();
  assert.deepEqual(await shown(), words);
  assert.equal(new URL(tab.url()).search, "");
  assert.equal(await tab.evaluate(() => document.activeElement.tagName), "SUMMARY");

  // A cell of several values is found by each; late rows; words without marks.
  await open(`${address}?k-x.unit=u9`);
  assert.equal((await shown()).length, 16);
  await open(`${address}?k-x.late=1`);
  assert.equal((await shown()).length, 4);
  await panel.getByRole("searchbox").fill("AO");
  assert.deepEqual(await shown(), ["Áo", "Ạo"], "with any marks, in late rows only");
  await panel.getByRole("searchbox").fill("dang  ẢO");
  assert.deepEqual(await shown(), ["Ạo"], "all words");
  await panel.getByRole("checkbox").uncheck();
  assert.deepEqual(await shown(), ["Ao", "Ạo"]);
  await open(`${address}?k-x.nothing=1&other=2&k-x.state=%3Cb%3E`);
  assert.equal((await shown()).length, 0, "a value that is not there has no rows");
  // A row that a fragment asks for is shown, whatever the filter says; addresses of others stay.
  await open(`${address}?other=2&k-x.state=open#r0`);
  assert.equal((await shown()).length, 16);
  assert.equal(new URL(tab.url()).search, "?other=2");

  // Rows that a cell spans part when they are sorted, and each keeps its owner.
  await tab.locator("#k-span").getByRole("button", { name: "Việc" }).click();
  assert.deepEqual([await shown("k-span"), await shown("k-span", 1)], [["B", "B", "A"], ["1", "2", "3"]]);

  // 10,000 rows.
  const many = Array.from({ length: 10000 }, (_, at) => row(at, `${words[(at * 7) % 16]} ${(at * 7919) % 10000} ${words[(at * 5) % 16]}`));
  await open(write("many.html", many.join("")));
  const timed = (what, act) => tab.evaluate(async ([act]) => {
    const started = performance.now();
    new Function(act)();
    document.body.offsetHeight; // with the layout that follows
    return Math.round(performance.now() - started);
  }, [act]).then((ms) => {
    console.log(`10,000 rows: ${what} ${ms} ms`);
    assert.ok(ms < 5000, what);
  });
  await timed("first sort", "document.querySelector('#k-x [data-k=title] button').click()");
  await timed("second sort", "document.querySelector('#k-x [data-k=title] button').click()");
  await timed("filter to half", "const s = document.querySelector('.sift select'); s.value = 'open'; s.dispatchEvent(new Event('input'))");
  await timed("filter by words", "const s = document.querySelector('.sift [type=search]'); s.value = 'dạ 42'; s.dispatchEvent(new Event('input'))");
  await timed("all again", "document.querySelector('.sifted button').click()");
  assert.equal((await shown()).length, 500, "as many as are laid out at once");
  assert.equal(await tab.locator("button.more").first().textContent(), "Hiện thêm 9.500");
  await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal((await shown()).length, 10000, "paper has all");

  // Without scripts: the whole table, and no control.
  const bare = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const records = join(site, "tay-ninh/records.html");
  assert.ok(existsSync(records));
  await bare.goto(pathToFileURL(records).href);
  assert.equal(await bare.locator("main button, main select, main input, main details.sift").count(), 0);
  const rows = await bare.locator("#k-records tbody tr").count();
  assert.ok(rows > 3);

  // The site's own tables: every key once, and all rows after a sort.
  await open(pathToFileURL(records).href);
  await tab.locator("#k-records").getByRole("button").first().click();
  assert.equal(await tab.locator("#k-records tbody tr:visible").count(), rows);
  console.log("tables sort and filter");
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
