// The browser of all judges here: Debian's Chromium, which asks nobody for anything of its own accord.
import { chromium } from "playwright-core";

/// How it is started. `args` are more of its own.
const how = (args) => ({
  executablePath: "/usr/bin/chromium",
  // In a container the memory that pages share may be small, and a page that wants more of it crashes.
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", ...args],
});

/// Starts it.
export const launch = (...args) => chromium.launch(how(args));

/// Starts it apart, in `timeout` milliseconds at most: a process that can be killed, and how to reach it.
export async function launchApart(timeout, ...args) {
  const server = await chromium.launchServer({ ...how(args), timeout });
  return { process: server.process(), connect: () => chromium.connect(server.wsEndpoint(), { timeout }) };
}
