// Edits a site in Sveltia CMS, in a real browser, over files in the browser: node sveltia.mjs KHACPHUC SVELTIA
//
// SVELTIA is the unpacked npm package that the page of `init --cms sveltia` asks for. The program edits a folder that
// somebody picks; here it is one that the browser keeps for the page, with the files of a site in it. What comes out is
// written back, and `khacphuc check` finds no mistake in it.
import assert from "node:assert/strict";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { LIMIT, answer, serve, site } from "./admin.mjs";
import { launch } from "./chromium.mjs";

const [program, sveltia] = [process.argv[2] ?? "target/debug/khacphuc", process.argv[3] ?? "sveltia-cms"].map((path) => resolve(path));
const { folder, file, fine, read } = site(program, "sveltia");
const year = new Date().getFullYear();
const admin = await serve(folder);
const origin = `http://localhost:${admin.address().port}`;
const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const paths = entries.map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));

const browser = await launch();
try {
  // High: fields out of sight are not there yet.
  const page = await (await browser.newContext({ viewport: { width: 1200, height: 4000 } })).newPage();
  page.setDefaultTimeout(LIMIT);
  page.on("pageerror", (error) => assert.fail(error.message));
  // Its fonts, its newest version and the state of the forge are asked for elsewhere; it works without.
  await answer(page, "@sveltia/cms", sveltia, /^https:\/\/(cdn\.jsdelivr\.net\/fontsource\/|unpkg\.com\/@sveltia\/cms\/package\.json|www\.githubstatus\.com\/)/);
  await page.addInitScript(() => { window.showDirectoryPicker = () => navigator.storage.getDirectory(); });

  await page.goto(`${origin}/khacphuc.toml`);
  await page.evaluate(async (files) => {
    const root = await navigator.storage.getDirectory();
    await root.getDirectoryHandle(".git", { create: true });
    for (const [path, text] of files) {
      const names = path.split("/");
      let folder = root;
      for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
      const writing = await (await folder.getFileHandle(names.at(-1), { create: true })).createWritable();
      await writing.write(text);
      await writing.close();
    }
  }, paths.map((path) => [path, read(path)]));
  /// The text of a file in the browser, once it is there and holds something.
  const saved = (names) => page.evaluate(async (names) => {
    try {
      let folder = await navigator.storage.getDirectory();
      for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
      return await (await (await folder.getFileHandle(names.at(-1))).getFile()).text();
    } catch {
      return "";
    }
  }, names);
  const edited = async (path, holds) => {
    for (let tries = 0; tries < 150; tries += 1) {
      const text = await saved(path.split("/"));
      if (text.includes(holds)) return text;
      await page.waitForTimeout(100);
    }
    assert.fail(`${path} never holds ${holds}`);
  };

  const field = (key) => page.locator(`[data-key-path="${key}"]`);
  const open = async (path) => {
    await page.goto("about:blank");
    await page.goto(`${origin}/admin/#/collections/${path}`);
    await field("body").locator("textarea").waitFor();
  };
  const choose = async (key, word) => {
    await field(key).getByRole("combobox").click();
    await page.getByRole("option", { name: word }).click();
  };
  const save = () => page.getByRole("button", { name: "Save", exact: true }).click();

  await page.goto(`${origin}/admin/`);
  await page.getByRole("button", { name: "Work with Local Repository" }).click();
  await page.getByRole("button", { name: "Create New Entry" }).waitFor();

  // A record of last year: its verdict, and its text.
  const record = `content/don-vi/${year - 1}/hop-dinh-ky.md`;
  const text = read(record).split("---\n").slice(2).join("---\n");
  const written = text.replace("Đã khắc phục một phần.", "Có chuyển biến: 11/12 cuộc họp đúng lịch @tckt (*trong quý IV*).");
  assert.notEqual(written, text);
  await open(`records-don-vi-${year - 1}/entries/hop-dinh-ky`);
  await choose("status", "Có chuyển biến");
  await field("body").locator("textarea").fill(written);
  await save();
  const after = await edited(record, "status: improving\n");
  assert.equal(after, `---
kind: deficiency
deficiency: hop-dinh-ky
status: improving
area: lanh-dao
lead: vp
coordinate:
  - tckt
continue_in: ${year}
withheld: false
---

${written}`);
  writeFileSync(file(record), after);

  // A new record of this year, with what is left empty left out.
  const fresh = `content/don-vi/${year}/ho-so-giay.md`;
  await open(`records-don-vi-${year}/new`);
  await field("deficiency").getByRole("textbox").fill("ho-so-giay");
  await choose("status", "Đang khắc phục");
  await field("lead").getByRole("radio", { name: "Văn phòng" }).click();
  await field("body").locator("textarea").fill("# Hồ sơ giấy\n\n## Giải pháp\n\n- Số hóa hồ sơ @tckt (*hoàn thành trong tháng 12*)\n");
  await save();
  writeFileSync(file(fresh), await edited(fresh, "ho-so-giay"));
  assert.equal(read(fresh).split("---")[1], "\nkind: deficiency\ndeficiency: ho-so-giay\nstatus: open\nlead: vp\nwithheld: false\n");

  fine(program, "check", "--as-of", `${year}-12-31`);
  if (process.argv[4]) await page.screenshot({ path: process.argv[4], fullPage: true });
  console.log("what is edited in Sveltia CMS is in the files");
} finally {
  await browser.close();
  admin.close();
  admin.closeAllConnections();
  rmSync(folder, { recursive: true });
}
