// Prints pages to PDF, and reads with poppler what is on the paper: its size, its margins, the lines
// at the top, page numbers from the second page on, heads of tables on every page. Official forms are
// those of a small site with a body of each form; the other pages are those of the site given.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

const [program, site] = process.argv.slice(2).map((path) => resolve(path));
const folder = mkdtempSync(join(tmpdir(), "print-"));
const MM = 72 / 25.4;

let failed = 0;
let passed = 0;
const expect = (holds, what) => {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.log(what);
  }
};

const FORMS = [
  { id: "xa", form: "state", right: 15, lines: ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/KH-MA"] },
  { id: "dang", form: "party", right: 15, lines: ["ĐẢNG CỘNG SẢN VIỆT NAM", "*", "Số 12-KH/MA"] },
  { id: "doan", form: "youth-union", right: 20, lines: ["ĐOÀN TNCS HỒ CHÍ MINH", "***", "Số: 12-KH/MA"] },
];

function write(path, text) {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
}

function writeForms() {
  const prose = "Một đoạn văn đủ dài để sang dòng, và đủ nhiều để kế hoạch có trang thứ hai.\n\n".repeat(24);
  write("khacphuc.toml", 'title = "Thử"\n');
  for (const { id, form } of FORMS) {
    const number = form === "state" ? "12/KH-MA" : "12-KH/MA";
    write(`content/${id}/index.md`, `---\nkind: body\nname: Cơ quan thử\ncode: MA\nform: ${form}\nplace: Đông Hòa\n---\n# Cơ quan thử\n`);
    write(`content/${id}/2021/plan.md`, `---\nkind: plan\nnumber: ${number}\ndate: 2021-03-03\nrecipients: [Lưu VT]\nsigned: {authority: TM. TẬP THỂ, position: TRƯỞNG}\n---\n# Kế hoạch khắc phục năm 2021\n\n${prose}`);
  }
  execFileSync(program, ["build", "--as-of", "2022-01-01", "--out", "site"], { cwd: folder });
}

/// The words of each page of a PDF, in lines as they stand on the paper.
function pages(pdf) {
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
  return text.split("\f").slice(0, -1).map((page) => page.split("\n").map((line) => line.trim()).filter(Boolean));
}

/// Width and height of the pages of a PDF, in points.
function size(pdf) {
  const info = execFileSync("pdfinfo", [pdf], { encoding: "utf8" });
  return info.match(/Page size:\s+([\d.]+) x ([\d.]+)/).slice(1).map(Number);
}

const near = (a, b) => Math.abs(a - b) < 1.5;
const isA4 = ([width, height]) => near(width, 210 * MM) && near(height, 297 * MM);

/// How far the words of a PDF's text stand from the edges, in millimetres; what is above `top` is a page number.
function margins(pdf, top) {
  const boxes = execFileSync("pdftotext", ["-bbox", pdf, "-"], { encoding: "utf8" });
  const words = [...boxes.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"/g)];
  const text = words.map((word) => word.slice(1).map((n) => Number(n) / MM)).filter(([, , , bottom]) => bottom > top);
  return {
    left: Math.min(...text.map(([left]) => left)),
    right: 210 - Math.max(...text.map(([, , right]) => right)),
    bottom: 297 - Math.max(...text.map(([, , , bottom]) => bottom)),
  };
}

writeForms();
const browser = await launch();
// A reader with a dark screen prints on white paper.
const context = await browser.newContext({ colorScheme: "dark" });
const page = await context.newPage();

async function print(path) {
  await page.goto(pathToFileURL(path).href);
  const pdf = join(folder, "page.pdf");
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  await page.emulateMedia({ media: "print" });
  const seen = await page.evaluate(() => {
    const body = getComputedStyle(document.body);
    const isShown = (element) => element.getClientRects().length > 0;
    const chrome = [...document.querySelectorAll("header.site, footer.site, nav, .screen, button, input")];
    return { ground: body.backgroundColor, ink: body.color, chrome: chrome.filter(isShown).length };
  });
  await page.emulateMedia({ media: null });
  expect(seen.ground === "rgb(255, 255, 255)" && seen.ink === "rgb(0, 0, 0)", `${path}: prints ${seen.ink} on ${seen.ground}`);
  expect(seen.chrome === 0, `${path}: prints ${seen.chrome} things that only work on a screen`);
  return pdf;
}

for (const { id, form, right, lines } of FORMS) {
  const pdf = await print(join(folder, `site/${id}/2021/plan.form.html`));
  const [first, second] = pages(pdf);
  expect(isA4(size(pdf)), `${form}: the paper is ${size(pdf)}`);
  const all = first.join(" ").replace(/\s+/g, " ");
  for (const line of [...lines, "Đông Hòa, ngày 03 tháng 3 năm 2021", "KẾ HOẠCH"]) {
    expect(all.includes(line), `${form}: the first page does not say ${line}`);
  }
  expect(!/^\d+$/.test(first[0]) && !/^\d+$/.test(first.at(-1)), `${form}: the first page has a number`);
  expect(second?.[0] === "2", `${form}: the second page begins with ${second?.[0]}`);
  const found = margins(pdf, 18);
  expect(Math.abs(found.left - 30) < 1, `${form}: ${found.left} mm at the left`);
  expect(Math.abs(found.right - right) < 2, `${form}: ${found.right} mm at the right`);
  expect(found.bottom >= 19.5, `${form}: ${found.bottom} mm at the bottom`);
}

const PAGES = ["index", "tay-ninh/index", "tay-ninh/2021/index", "tay-ninh/2021/ma-tuy", "tay-ninh/2021/report",
  "tay-ninh/2023/plan", "tay-ninh/2023/follow-up", "tay-ninh/matrix", "tay-ninh/lineage/ma-tuy",
  "tay-ninh/compare/2021-2023", "tay-ninh/unit/tckt", "tay-ninh/2020/review", "quality", "huong-dan/index"];
for (const name of PAGES) {
  const pdf = await print(join(site, `${name}.html`));
  const [width, height] = size(pdf);
  expect(isA4([width, height]) || isA4([height, width]), `${name}: the paper is ${width} x ${height}`);
  const printed = pages(pdf);
  printed.forEach((lines, at) => {
    const [head, foot] = [lines[0] ?? "", lines.at(-1) ?? ""];
    const body = name.startsWith("tay-ninh") ? "Tỉnh đoàn Tây Ninh" : "Khắc phục khuyết điểm";
    expect(head.startsWith(body) && head.endsWith("Bản nội bộ · tính đến 31/12/2023"), `${name}, page ${at + 1}: its head is ${head}`);
    expect(foot.endsWith(`${at + 1}/${printed.length}`), `${name}, page ${at + 1}: its foot is ${foot}`);
  });
  const found = margins(pdf, 0);
  const across = width > height ? 87 : 0;
  expect(found.left >= 19 && found.right + across >= 14, `${name}: words stand in the margin: ${JSON.stringify(found)}`);
}

// The table of the plan is longer than a page; its head is on each.
const plan = pages(await print(join(site, "tay-ninh/2023/plan.html")));
const heads = plan.filter((lines) => lines.some((line) => /Giải pháp\s+Thời hạn\s+Chủ trì/.test(line)));
expect(heads.length >= 2, `the head of the plan's table is on ${heads.length} of ${plan.length} pages`);

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
