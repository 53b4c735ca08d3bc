// A tab of the browser that is used for one page after the other and notes what the browser itself
// finds wrong: messages on the console, errors of scripts, requests that fail or leave the site.

import { chromium } from "playwright-core";
import { FLAGS, chromiumPath } from "./chromium.mjs";

export const HEIGHT = 900;

// What a look is unless a check says otherwise. Motion is off, so that nothing needs to be waited for.
const USUAL = {
  colorScheme: "light",
  reducedMotion: "reduce",
  forcedColors: "none",
  contrast: "no-preference",
  media: "screen",
};

// Chromium asks for the icon when it likes, and gives up when the tab goes to the next page.
function isIcon(request) {
  return request.resourceType() === "other" && /\bicon\.\w+$/.test(request.url());
}

/**
 * Opens a tab for a site. `open(path)` goes to a page, `look` changes width and preferences,
 * `takeFaults` returns what was noted since it was last called.
 */
export async function openTab(browser, site, { width = 390, script = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT },
    javaScriptEnabled: script,
  });
  const page = await context.newPage();
  let faults = [];
  let requests = 0;
  let opened = "";
  page.on("console", (message) => {
    // A page for a missing address comes with status 404, which Chromium remarks upon.
    const ofPage = message.location().url === opened && /status of 404/.test(message.text());
    if (!ofPage) faults.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script error: ${error.message}`));
  page.on("requestfailed", (request) => {
    if (isIcon(request)) return;
    faults.push(`failed request: ${request.url()} (${request.failure()?.errorText})`);
  });
  page.on("request", (request) => {
    if (!isIcon(request)) requests += 1;
    if (!site.starts.some((start) => request.url().startsWith(start))) {
      faults.push(`request outside the site: ${request.url()}`);
    }
  });

  const look = async ({ width: wanted, ...preferences } = {}) => {
    if (wanted !== undefined) await page.setViewportSize({ width: wanted, height: HEIGHT });
    await page.emulateMedia({ ...USUAL, ...preferences });
  };
  const open = async (path) => {
    opened = site.addressOf(path);
    requests = 0;
    await look();
    return page.goto(opened, { waitUntil: "load" });
  };
  const takeFaults = () => {
    const taken = [...new Set(faults)];
    faults = [];
    return taken;
  };
  return { page, open, look, takeFaults, requests: () => requests, close: () => context.close() };
}

/** Starts Chromium as it is installed here. */
export function startBrowser() {
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
}

/** Returns the words of the page's main part, without those of buttons and lines that need script. */
export function mainWords(page) {
  return page.evaluate(() => {
    const main = document.querySelector("main")?.cloneNode(true);
    if (!main) return null;
    for (const button of main.querySelectorAll("button, output")) button.remove();
    return main.textContent.replace(/\s+/g, " ").trim();
  });
}
