// Opens every page of the sites below a folder from the file system, wide and narrow, light and
// dark, and says what a reader would trip over: an error, a request that leaves the site, a page
// that scrolls sideways, a page without its heading.
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

const root = resolve(process.argv[2] ?? "public");
const widths = [1280, 320];
const schemes = ["light", "dark"];

function* pages(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* pages(path);
    else if (entry.name.endsWith(".html")) yield path;
  }
}

const browser = await launch();

let failed = 0;
let passed = 0;
for (const colorScheme of schemes) {
  for (const width of widths) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    let troubles = [];
    page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
    page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) troubles.push(`request: ${request.url()}`);
    });
    for (const path of pages(root)) {
      troubles = [];
      await page.goto(pathToFileURL(path).href);
      const seen = await page.evaluate(() => ({
        overflow: document.documentElement.scrollWidth - window.innerWidth,
        headings: document.querySelectorAll("h1").length,
      }));
      if (seen.overflow > 0) troubles.push(`scrolls sideways by ${seen.overflow} px`);
      if (seen.headings !== 1) troubles.push(`has ${seen.headings} h1`);
      if (troubles.length === 0) passed += 1;
      else {
        failed += 1;
        console.log(`${path} (${width} px, ${colorScheme}): ${troubles.join("; ")}`);
      }
    }
    await context.close();
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
