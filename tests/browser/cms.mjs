// Edits a site in Decap CMS, in a real browser, over a local git repository: node cms.mjs KHACPHUC DECAP
//
// DECAP is the unpacked npm package that the page of `init --cms decap` asks for; nothing is fetched from anywhere.
// What people enter is in the files, word for word, `khacphuc check` finds no mistake in them, and what they did not
// touch is as it was, but for comments and the form of YAML.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LIMIT, answer, listen, serve, site } from "./admin.mjs";
import { launch } from "./chromium.mjs";

const [program, decap] = [process.argv[2] ?? "target/debug/khacphuc", process.argv[3] ?? "decap-cms"].map((path) => resolve(path));
const { folder, file, run, fine, read } = site(program, "decap");
const year = new Date().getFullYear();

/// A port that is free.
async function port() {
  const listening = await listen();
  const { port } = listening.address();
  await new Promise((closed) => listening.close(closed));
  return port;
}
const admin = await serve(folder);
const origin = `http://localhost:${admin.address().port}`;

const settings = "admin/config.yml";
const rpc = await port();
const head = `local_backend: {url: "http://localhost:${rpc}/api/v1"}`;
writeFileSync(file(settings), read(settings).replace("local_backend: true", head));
fine("git", "init", "--quiet", "--initial-branch", "main");
fine("git", "config", "user.name", "t");
fine("git", "config", "user.email", "t@localhost");
fine("git", "add", ".");
fine("git", "commit", "--quiet", "--message", "x");

const proxy = spawn(process.execPath, [resolve("node_modules/decap-server/dist/index.js")], {
  env: { ...process.env, PORT: rpc, BIND_HOST: "localhost", MODE: "git", GIT_REPO_DIRECTORY: folder },
  stdio: "ignore",
});
const browser = await launch();
try {
  const page = await (await browser.newContext({ viewport: { width: 1200, height: 900 } })).newPage();
  page.setDefaultTimeout(LIMIT);
  page.on("pageerror", (error) => assert.fail(error.message));
  await answer(page, "decap-cms", decap);

  const field = (label) => page.getByLabel(new RegExp(`^${label}( \\(không bắt buộc\\))?$`));
  const open = async (path) => {
    // Loaded anew: within the page, a form shows for a moment what the last one held.
    await page.goto("about:blank");
    await page.goto(`${origin}/admin/#/collections/${path}`);
    await field("Nội dung").waitFor();
  };
  const choose = async (label, ...words) => {
    for (const word of words) {
      await field(label).fill(word);
      await field(label).press("Enter");
    }
  };
  const publish = async (path, holds) => {
    await page.getByRole("button", { name: "Công bố", exact: true }).click();
    await page.getByRole("menuitem", { name: "Công bố ngay" }).click();
    for (const end = Date.now() + LIMIT; !(existsSync(file(path)) && read(path).includes(holds));) {
      assert.ok(Date.now() < end, `${path} is not written`);
      await sleep(50);
    }
    await page.getByText("Thay đổi đã được lưu").waitFor();
  };

  for (const end = Date.now() + LIMIT; ;) {
    // The page asks once whether the server is there.
    if (await fetch(`http://localhost:${rpc}/api/v1`).then(() => true, () => false)) break;
    assert.ok(Date.now() < end, "decap-server does not answer");
    await sleep(50);
  }
  await page.goto(`${origin}/admin/`);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.getByRole("heading", { name: `khuyết điểm ${year}` }).waitFor();

  // A record of last year: its verdict, and its text.
  const record = `content/don-vi/${year - 1}/hop-dinh-ky.md`;
  const text = read(record).split("---\n").slice(2).join("---\n");
  const edited = text.replace("Đã khắc phục một phần.", "Khắc phục xong: 12/12 cuộc họp đúng lịch @tckt (*trong quý IV*).");
  assert.notEqual(edited, text);
  await open(`records-don-vi-${year - 1}/entries/hop-dinh-ky`);
  await choose("Trạng thái", "Có chuyển biến");
  await field("Nội dung").fill(edited);
  await publish(record, "status: improving\n");
  assert.equal(read(record), `---
kind: deficiency
deficiency: hop-dinh-ky
status: improving
area: lanh-dao
lead: vp
coordinate:
  - tckt
continue_in: ${year}
---
${edited}`);

  // A new record of this year, with what is left empty left out.
  await open(`records-don-vi-${year}/new`);
  await field("Tên cố định").fill("ho-so-giay");
  await choose("Trạng thái", "Đang khắc phục");
  await choose("Lĩnh vực", "Lãnh đạo");
  await choose("Chủ trì", "Văn phòng");
  await choose("Phối hợp", "Ban Tổ chức");
  await field("Năm nêu ra").fill(String(year - 1));
  const blank = await field("Nội dung").inputValue();
  assert.match(blank, /^# .+\n\n[^]*\n## Giải pháp\n/);
  const written = "# Hồ sơ giấy: “chưa số hóa”\n\n## Giải pháp\n\n- Số hóa hồ sơ @tckt (*hoàn thành trong tháng 12*)\n";
  await field("Nội dung").fill(written);
  await publish(`content/don-vi/${year}/ho-so-giay.md`, "ho-so-giay");
  assert.equal(read(`content/don-vi/${year}/ho-so-giay.md`), `---
kind: deficiency
deficiency: ho-so-giay
status: open
recognised: ${year - 1}
area: lanh-dao
lead: vp
coordinate:
  - tckt
---
${written}`);

  // A paper that is there, and one that is not.
  const plan = `content/don-vi/${year}/plan.md`;
  const before = read(plan);
  await open(`papers-don-vi/entries/${year}-plan`);
  await field("Số khuyết điểm văn bản nêu").fill("2");
  await publish(plan, "declares: 2");
  assert.equal(read(plan).split("---\n")[2], before.split("---\n")[2]);
  await open(`report-don-vi-${year}/new`);
  await field("Báo cáo về kế hoạch").fill(`don-vi/${year}/plan`);
  await field("Ngày ban hành").fill(`${year}-12-30`);
  await publish(`content/don-vi/${year}/report.md`, "kind: report");
  assert.match(read(`content/don-vi/${year}/report.md`), new RegExp(`^---\nkind: report\non: don-vi/${year}/plan\ndate: "?${year}-12-30"?\n---\n# `));

  fine(program, "check", "--as-of", `${year}-12-31`);
  assert.equal(fine("git", "status", "--porcelain"), "", "everything is committed");
  assert.equal(fine("git", "rev-list", "--count", "HEAD").trim(), "5");

  // The new record is a choice of later ones once the collections are made anew; the head stays.
  const stale = run(program, "init", ".", "--cms", "decap");
  assert.equal(stale.status, 1);
  assert.match(stale.text, new RegExp(`\\+ .*${year}/ho-so-giay`));
  fine(program, "init", ".", "--cms", "decap", "--renew");
  assert.match(read(settings), new RegExp(`${head.replace(/[{}./]/g, "\\$&")}[^]*${year}/ho-so-giay`));
  fine(program, "init", ".", "--cms", "decap");
  await open(`records-don-vi-${year}/new`);
  if (process.argv[4]) await page.screenshot({ path: process.argv[4], fullPage: true });
  console.log("what is edited in Decap CMS is in the files");
} finally {
  await browser.close();
  proxy.kill("SIGKILL");
  admin.close();
  admin.closeAllConnections();
  rmSync(folder, { recursive: true });
}
