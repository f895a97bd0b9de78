// Looks closely at every kind of page of the sites below a folder, from the file system, wide and narrow, light
// and dark: WCAG 2.2 AA as axe-core sees it; the keyboard alone, which must reach everything that can be used and
// show where it is; and the weight of a record with its styles and scripts.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

const root = resolve(process.argv[2] ?? "public");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const widths = [1280, 320];
const schemes = ["light", "dark"];
// In bytes, before compression.
const limits = { html: 30 * 1024, css: 20 * 1024, script: 20 * 1024 };

function* files(folder, ending) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path, ending);
    else if (entry.name.endsWith(ending)) yield path;
  }
}

/// Of each kind the lightest and the heaviest page of each site: what is left out of one, and all that may be in it.
function chosen() {
  const kinds = new Map();
  for (const path of files(root, ".html")) {
    const text = readFileSync(path, "utf8");
    // A page that leads on at once cannot be looked at.
    if (text.includes('http-equiv="refresh"')) continue;
    const kind = /<body data-kind="([^"]+)"/.exec(text)?.[1];
    const site = relative(root, path).split("/")[0];
    const key = `${site} ${kind}`;
    if (!kinds.has(key)) kinds.set(key, []);
    kinds.get(key).push({ path, kind, bytes: Buffer.byteLength(text) });
  }
  return [...kinds.values()].flatMap((pages) => {
    pages.sort((a, b) => a.bytes - b.bytes);
    return [...new Set([pages[0], pages.at(-1)])];
  });
}

/// What axe-core finds.
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((values) =>
    window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), rules);
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id} (${help}): ${node.target.join(" ")} ${node.any[0]?.message ?? ""}`));
}

/// What cannot be reached with the Tab key, or does not show that it was reached.
async function unreachable(page) {
  const wanted = await page.evaluate(() => {
    const usable = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled
      && !element.closest("[inert]");
    let radios = new Set();
    const all = [...document.querySelectorAll(usable)].filter(seen).filter((element) => {
      if (element.type !== "radio") return true;
      if (radios.has(element.name)) return false;
      return radios.add(element.name);
    });
    all.forEach((element, number) => { element.dataset.judged = number; });
    return all.length;
  });
  const reached = new Set();
  const troubles = [];
  for (let step = 0; step < wanted + 5 && reached.size < wanted; step += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      const shows = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
      const box = element.getBoundingClientRect();
      const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      const name = `${element.tagName.toLowerCase()} “${element.textContent.trim().slice(0, 30)}”`;
      return { number: element.dataset.judged, shows, inside, name };
    });
    if (at === null) continue;
    if (!reached.has(at.number)) {
      if (!at.shows) troubles.push(`${at.name} does not show that it has the focus`);
      if (!at.inside) troubles.push(`${at.name} has the focus out of sight`);
    }
    reached.add(at.number);
  }
  if (reached.size < wanted) troubles.push(`the keyboard reaches ${reached.size} of ${wanted} things`);
  return troubles.slice(0, 5);
}

/// What is heavier than it may be, of a record and all that it loads.
async function weight(page, path) {
  const loaded = await page.evaluate(() => ({
    css: [...document.styleSheets].flatMap(function of(sheet) {
      const imported = [...sheet.cssRules].filter((rule) => rule.styleSheet).map((rule) => rule.styleSheet);
      return [sheet.href, ...imported.flatMap(of)];
    }),
    script: [...document.scripts].map((script) => script.src),
  })).catch(() => ({ css: null, script: [...page.url()] }));
  const bytes = (addresses) => addresses.filter(Boolean)
    .reduce((sum, address) => sum + statSync(fileURLToPath(address)).size, 0);
  // Rules of a file's own sheet cannot be read from the file system: then all styles of the site count.
  const site = join(root, relative(root, path).split("/")[0]);
  const css = loaded.css ? bytes(loaded.css) : [...files(join(site, "assets"), ".css")].reduce((sum, file) => sum + statSync(file).size, 0);
  const is = { html: statSync(path).size, css, script: loaded.css ? bytes(loaded.script) : 0 };
  return Object.keys(limits).filter((part) => is[part] > limits[part])
    .map((part) => `has ${is[part]} bytes of ${part}, of at most ${limits[part]}`);
}

const browser = await launch("--allow-file-access-from-files");
const pages = chosen();
let failed = 0;
let passed = 0;
for (const colorScheme of schemes) {
  for (const width of widths) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    for (const { path, kind } of pages) {
      await page.goto(pathToFileURL(path).href);
      const troubles = [...await violations(page), ...await unreachable(page)];
      if (kind === "record") troubles.push(...await weight(page, path));
      if (troubles.length === 0) passed += 1;
      else {
        failed += 1;
        console.log(`${relative(root, path)} (${width} px, ${colorScheme}):\n  ${troubles.join("\n  ")}`);
      }
    }
    await context.close();
  }
}
await browser.close();
console.log(`${pages.length} pages of every kind: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
