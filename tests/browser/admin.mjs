// What both judges of a CMS share: a site with `admin/`, served on this machine, and its program from an npm package.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

/// No wait is longer, in milliseconds.
export const LIMIT = 20_000;

/// A new site of the program, in Vietnamese, with a CMS.
export function site(program, cms) {
  const folder = mkdtempSync(join(tmpdir(), "cms-"));
  const file = (path) => join(folder, path);
  const run = (command, ...args) => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8", timeout: LIMIT });
    return { status, text: `${stdout}${stderr}` };
  };
  const fine = (...call) => {
    const { status, text } = run(...call);
    assert.equal(status, 0, `${call.join(" ")}: ${text}`);
    return text;
  };
  fine(program, "init", ".", "--cms", cms, "--language", "vi");
  return { folder, file, run, fine, read: (path) => readFileSync(file(path), "utf8") };
}

export const listen = (handler) => new Promise((ready) => {
  const listening = createServer(handler).listen(0, "localhost", () => ready(listening));
});

const types = { ".html": "text/html", ".yml": "text/yaml" };

/// Serves a folder as any web server would.
export const serve = (folder) => listen(({ url }, answer) => {
  const path = join(folder, new URL(url, "http://localhost").pathname.replace(/\/$/, "/index.html"));
  if (!existsSync(path)) return answer.writeHead(404).end();
  answer.setHeader("Content-Type", types[extname(path)] ?? "text/plain").end(readFileSync(path));
});

/// Answers what a page asks of a package on unpkg.com from that package, unpacked; the page checks its hash. Nothing
/// else is fetched: what is asked for, but for what `refused` allows to be asked in vain, is a mistake.
export const answer = (page, name, folder, refused = /^$/) =>
  page.route(({ hostname }) => hostname !== "localhost", (route) => {
    const url = route.request().url();
    const path = url.match(/^https:\/\/unpkg\.com\/(.+)@[\d.]+\/(dist\/.*)$/);
    if (path?.[1] !== name) {
      assert.match(url, refused);
      return route.abort();
    }
    const headers = { "Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript" };
    return route.fulfill({ path: join(folder, path[2]), headers });
  });
