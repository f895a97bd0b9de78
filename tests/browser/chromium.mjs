// The browser of all judges here: Debian's Chromium, which asks nobody for anything of its own accord.
import { chromium } from "playwright-core";

/// Starts it. `args` are more of its own.
export const launch = (...args) => chromium.launch({
  executablePath: "/usr/bin/chromium",
  // In a container the memory that pages share may be small, and a page that wants more of it crashes.
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", ...args],
});
