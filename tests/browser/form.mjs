// Fills in the form of a page as an author does, in a real browser: node form.mjs KHACPHUC [PICTURES]
//
// A record is changed with the keyboard alone: what is wrong is said while it is typed, with a link to its place, the
// preview follows, rows and Markdown go together, and the file that is written is the one a person would write. A change
// meanwhile is shown beside one's own. Without script the form saves all the same. axe-core finds nothing, wide and
// narrow, light and dark. Nothing is asked of anybody else, and no page elsewhere gets a form or sends one.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launch } from "./chromium.mjs";

const program = resolve(process.argv[2] ?? "target/debug/khacphuc");
const pictures = process.argv[3];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const site = mkdtempSync(join(tmpdir(), "form-"));
const write = (path, text) => {
  mkdirSync(join(site, path, ".."), { recursive: true });
  writeFileSync(join(site, path), text);
};
const FILE = "content/don-vi/2023/hop.md";
const RECORD = `---
kind: deficiency
deficiency: hop   # giữ nguyên
status: open
lead: vp
---
# Họp muộn

Lời đầu.

## Giải pháp

- Ban hành lịch họp (*hoàn thành trong tháng 02/2023*)
`;
write("khacphuc.toml", 'title = "Sổ"\n');
write("content/don-vi/index.md", `---
kind: body
name: Đơn vị
code: ĐV
level: other
units:
  - {id: vp, name: Văn phòng, code: VP}
  - {id: tckt, name: Ban Tổ chức}
areas:
  - {id: hop, name: Hội họp}
---
# Đơn vị
`);
write("content/don-vi/2023/plan.md", "---\nkind: plan\nnumber: 01-KH/ĐV-VP\ndate: 2023-01-15\n---\n# Kế hoạch năm 2023\n");
write(FILE, RECORD);
const saved = () => readFileSync(join(site, FILE), "utf8");

const preview = spawn(program, ["serve", "--language", "vi", "--as-of", "2023-12-31", "--port", "0"], { cwd: site });
preview.stderr.resume();
const port = await new Promise((done, failed) => {
  let printed = "";
  preview.on("exit", (code) => failed(new Error(`it ended with ${code}`)));
  preview.stdout.on("data", (part) => {
    printed += part;
    const found = printed.match(/http:\/\/127\.0\.0\.1:(\d+)\//)?.[1];
    if (found) done(found);
  });
});
preview.removeAllListeners("exit");
const origin = `http://127.0.0.1:${port}`;
const PAGE = `${origin}/don-vi/2023/hop.html`;
const FORM = `${origin}/.khacphuc/edit/don-vi/2023/hop.html`;
const browser = await launch();

async function open(options = {}) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })).newPage();
  page.on("pageerror", (error) => assert.fail(error.message));
  page.on("request", (request) => {
    assert.ok(/^(data:|about:)/.test(request.url()) || request.url().startsWith(origin), request.url());
  });
  return page;
}

async function picture(page, name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

async function judge(page, name) {
  // The policy of the page lets no script in; a judge is let in by its own way.
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run({ exclude: [["#made"]] }, { resultTypes: ["violations"], iframes: false }));
  const told = result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(told, [], name);
}

/** Presses Tab until something has the focus. */
async function tab(page, selector) {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
  }
  assert.fail(`Tab does not lead to ${selector}`);
}

try {
  // With the keyboard alone, from the page on.
  let page = await open();
  await page.goto(PAGE);
  await tab(page, "#khacphuc-edit a");
  await page.keyboard.press("Enter");
  await page.waitForURL(FORM);
  assert.equal(await page.locator("h1").textContent(), "Sửa trang này");
  const found = page.locator("#found");
  const made = page.frameLocator("#made");
  await made.locator("h1", { hasText: "Họp muộn" }).waitFor();
  const styled = await page.evaluate(() => getComputedStyle(document.getElementById("made").contentDocument.body).maxWidth);
  assert.notEqual(styled, "none", "the preview has the style of the theme");

  await tab(page, "[id='f.status']");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("[id='f.status']").inputValue(), "partly-fixed");
  await made.locator("main", { hasText: "Khắc phục một phần" }).waitFor();
  await tab(page, "[id='f.recognised']");
  await page.keyboard.type("2030");
  // What is wrong is said while it is typed, and the page before stays.
  await found.locator(".error", { hasText: "2030" }).waitFor();
  assert.equal(await page.locator("[id='f.recognised']").getAttribute("aria-invalid"), "true");
  assert.ok(await page.locator("#old").isVisible());
  await made.locator("main", { hasText: "Khắc phục một phần" }).waitFor();
  await picture(page, "form-error");
  await judge(page, "with an error");
  // Its link leads to the field.
  await page.locator("[id='f.status']").focus();
  await page.locator("#found .error a").focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "f.recognised");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("2021");
  await found.locator(".error").waitFor({ state: "detached" });
  await page.waitForFunction(() => document.getElementById("old").hidden);

  // A unit of the site's own, a box, then the measures.
  await tab(page, "[name='f.coordinate'][value=tckt]");
  await page.keyboard.press("Space");
  await tab(page, "[id='m.0.extended']");
  await page.keyboard.type("quý III/2023");
  await tab(page, "[name='m.0.done']");
  await page.keyboard.press("Space");
  await tab(page, "[id='m.1.words']");
  await page.keyboard.type("Họp đúng giờ");
  await tab(page, "[id='m.1.units']");
  await page.keyboard.type("vpp");
  await found.locator("li", { hasText: "vpp" }).waitFor();
  await page.keyboard.press("Backspace");
  await found.locator("li", { hasText: "vpp" }).waitFor({ state: "detached" });
  await made.locator("main", { hasText: "Họp đúng giờ" }).waitFor();
  // Tab leads out of a new row into the next one, and from the measures to the indicators.
  await tab(page, "[id='m.2.words']");
  await tab(page, "[id='i.0.name']");
  await page.keyboard.type("Cuộc họp");
  await tab(page, "[id='i.0.target']");
  await page.keyboard.type("12");
  await tab(page, "[id='i.1.name']");
  await made.locator("main", { hasText: "Cuộc họp" }).waitFor();
  // The Markdown has what the rows say once they are left, and the rows what it says.
  await tab(page, "#text");
  await page.waitForFunction(() => document.getElementById("text").value.includes("- Họp đúng giờ @vp"));
  await page.waitForFunction(() => document.getElementById("i.0.target")?.value === "12" && document.getElementById("i.1.name"));
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("- Việc thứ ba\n");
  await page.waitForFunction(() => document.getElementById("m.2.words")?.value === "Việc thứ ba");
  await made.locator("main", { hasText: "Việc thứ ba" }).waitFor();
  assert.equal(saved(), RECORD, "nothing is written before it is saved");
  await picture(page, "form-wide");
  await judge(page, "wide");
  await tab(page, "button[value=save]");
  await page.keyboard.press("Enter");
  await page.waitForURL(PAGE);
  const expected = RECORD
    .replace("status: open\n", "status: partly-fixed\nrecognised: 2021\n")
    .replace("lead: vp\n", "lead: vp\ncoordinate: [tckt]\n")
    .replace("## Giải pháp", `## Chỉ tiêu

| Chỉ tiêu | Mục tiêu | Kết quả | Đơn vị |
|---|---|---|---|
| Cuộc họp | 12 |  |  |

## Giải pháp`)
    .replace("- Ban hành", "- [x] Ban hành")
    .replace("(*hoàn thành trong tháng 02/2023*)\n",
      "(~~hoàn thành trong tháng 02/2023~~ *quý III/2023*)\n- Họp đúng giờ @vp\n- Việc thứ ba\n");
  assert.equal(saved(), expected);
  await page.locator("main", { hasText: "Việc thứ ba" }).waitFor();

  // A change meanwhile is told while one types, and shown beside one's own.
  await page.goto(FORM);
  const other = expected.replace("Lời đầu.", "Lời của người khác.");
  write(FILE, other);
  await page.locator("[id='f.status']").selectOption("fixed");
  await found.locator("[role=alert]", { hasText: "đã đổi trên đĩa" }).waitFor();
  await page.keyboard.press("ControlOrMeta+s");
  await page.locator(".conflict del", { hasText: "Lời của người khác." }).waitFor();
  assert.equal(saved(), other);
  await picture(page, "form-conflict");
  await judge(page, "conflict");
  const merged = other.replace("partly-fixed", "fixed");
  await page.locator("#text").fill(merged);
  await page.keyboard.press("ControlOrMeta+s");
  await page.waitForURL(PAGE);
  assert.equal(saved(), merged);
  await page.context().close();

  // Narrow, and dark.
  for (const [name, options] of [
    ["form-narrow", { viewport: { width: 390, height: 844 } }],
    ["form-dark", { colorScheme: "dark" }],
  ]) {
    page = await open(options);
    await page.goto(FORM);
    await page.frameLocator("#made").locator("h1").waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${name}: ${wide} pixels too wide`);
    await judge(page, name);
    await picture(page, name);
    await page.goto(PAGE);
    await judge(page, `${name}: the page with its link`);
    await page.context().close();
  }

  // Without script.
  page = await open({ javaScriptEnabled: false });
  await page.goto(PAGE);
  await page.locator("#khacphuc-edit a").click();
  await page.locator("[id='m.0.words']").fill("Ban hành lịch họp cả năm");
  await page.locator("[id='f.lead']").selectOption("tckt");
  await page.locator("[id='f.recognised']").fill("20211");
  await page.locator("button[value=save]").click();
  await page.locator(".notice.bad", { hasText: "chưa lưu" }).waitFor();
  assert.equal(saved(), merged);
  assert.equal(await page.locator("[id='m.0.words']").inputValue(), "Ban hành lịch họp cả năm");
  await page.locator("[id='f.recognised']").fill("2021");
  await page.locator("button[value=check]").click();
  await page.frameLocator("#made").locator("main", { hasText: "lịch họp cả năm" }).waitFor();
  await page.locator("button[value=save]").click();
  await page.waitForURL(PAGE);
  const last = merged.replace("lịch họp (", "lịch họp cả năm (").replace("lead: vp", "lead: tckt");
  assert.equal(saved(), last);
  await page.context().close();

  // A page elsewhere on this machine gets no form, and sends none.
  const elsewhere = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<!DOCTYPE html>"));
  await new Promise((ready) => elsewhere.listen(0, "127.0.0.1", ready));
  const foreign = await (await browser.newContext()).newPage();
  const home = `http://127.0.0.1:${elsewhere.address().port}/`;
  await foreign.goto(home);
  const got = await foreign.evaluate(async (FORM) => {
    const done = (promise) => promise.then(() => true, () => false);
    const body = new URLSearchParams({ do: "anyway", text: "x", whole: "1", base: '""' });
    const frame = () => new Promise((end) => {
      const element = Object.assign(document.createElement("iframe"), { src: FORM });
      element.onload = () => end(element.contentDocument !== null);
      document.body.append(element);
    });
    return {
      read: await done(fetch(FORM)),
      blind: await done(fetch(FORM, { mode: "no-cors" })),
      post: await done(fetch(FORM, { method: "POST", body })),
      blindPost: await done(fetch(FORM, { method: "POST", mode: "no-cors", body })),
      frame: await frame(),
    };
  }, FORM);
  assert.deepEqual(Object.entries(got).filter(([, is]) => is), []);
  const refused = foreign.waitForResponse((answer) => answer.request().method() === "POST");
  await foreign.evaluate((FORM) => {
    const form = Object.assign(document.createElement("form"), { action: FORM, method: "post" });
    form.innerHTML = '<input name="do" value="anyway"><input name="whole" value="1"><input name="text" value="x">';
    document.body.append(form);
    form.submit();
  }, FORM);
  assert.equal((await refused).status(), 403);
  await foreign.waitForURL(FORM);
  // A window that it opens is no window of its own: it reads nothing in it.
  await foreign.goto(home);
  const opened = foreign.context().waitForEvent("page");
  await foreign.evaluate((FORM) => { window.other = window.open(FORM); }, FORM);
  await (await opened).waitForLoadState();
  const reads = await foreign.evaluate(() => {
    try {
      return window.other.document.forms.length > 0;
    } catch {
      return false;
    }
  });
  assert.equal(reads, false);
  elsewhere.close();
  assert.equal(saved(), last);
  console.log("the form writes what is filled in");
} finally {
  await browser.close();
  preview.kill("SIGKILL");
  rmSync(site, { recursive: true });
}
