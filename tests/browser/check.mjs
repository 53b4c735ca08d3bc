// Opens a built site in Chromium and checks what only a browser can tell.
//
//     node check.mjs FOLDER
//
// Pages are opened from disk. A page passes when, at each width and in light and dark, it prints
// nothing to the console, requests nothing from outside the site, never scrolls sideways, has no
// fault that axe-core knows, and says the same without script. Then the Nu validator reads every
// HTML file. The last line counts; the exit status is 1 when something failed, 2 for a wrong call.

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import axe from "axe-core";
import { HOST, addressOf, chosenPages, htmlFiles, serveHost, siteFolder, startBrowser } from "./site.mjs";

// The narrowest width is a phone's at twice its text size; layout does not depend on colours.
const LOOKS = [
  { width: 390, colorScheme: "light", narrower: 320 },
  { width: 390, colorScheme: "dark" },
  { width: 1440, colorScheme: "light" },
  { width: 1440, colorScheme: "dark" },
];
const HEIGHT = 900;
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const PAGES_AT_ONCE = 2;
const OUTPUT_LIMIT = 64 * 1024 * 1024;

const here = dirname(fileURLToPath(import.meta.url));
const folder = siteFolder(process.argv[2]);
const siteAddress = `${pathToFileURL(folder).href}/`;
const counts = { passed: 0, failed: 0 };

/** Counts one check and prints what it found. */
function count(name, faults) {
  if (faults.length === 0) {
    counts.passed += 1;
    return;
  }
  counts.failed += 1;
  for (const fault of new Set(faults)) console.log(`${name}: ${fault}`);
}

/** Opens a page in a look of its own, runs a check, and adds what the browser complained of. */
async function withPage(browser, path, options, check) {
  const { width, colorScheme, javaScriptEnabled } = options;
  const viewport = { width, height: HEIGHT };
  const look = { viewport, colorScheme, javaScriptEnabled, reducedMotion: "reduce" };
  const context = await browser.newContext(look);
  const faults = [];
  try {
    await serveHost(context, folder);
    const page = await context.newPage();
    page.on("console", (message) => faults.push(`console ${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`script error: ${error.message}`));
    page.on("requestfailed", (request) => {
      faults.push(`failed request: ${request.url()} (${request.failure()?.errorText})`);
    });
    page.on("request", (request) => {
      const address = request.url();
      if (!address.startsWith(siteAddress) && !address.startsWith(`${HOST}/`)) {
        faults.push(`request outside the site: ${address}`);
      }
    });
    await page.goto(addressOf(folder, path), { waitUntil: "load" });
    await check(page, faults);
  } catch (error) {
    faults.push(`could not be checked: ${error.message}`);
  } finally {
    await context.close();
  }
  return faults;
}

/** Reports elements that stick out to the right when the page scrolls sideways. */
async function checkWidth(page, faults) {
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    const name = (element) => element.tagName.toLowerCase() + (element.id ? `#${element.id}` : "");
    const sticksOut = (element) =>
      element.getBoundingClientRect().right > root.clientWidth + 1 ||
      (getComputedStyle(element).overflowX === "visible" && element.scrollWidth > root.clientWidth);
    // The innermost elements come last and are the ones to mend.
    const outside = [...document.body.querySelectorAll("*")]
      .filter(sticksOut)
      .slice(-3)
      .map((element) => `${name(element)} "${element.textContent.trim().slice(0, 40)}"`);
    return `${root.scrollWidth} px wide in ${root.clientWidth} px: ${outside.join(", ")}`;
  });
  if (wide !== null) faults.push(`scrolls sideways, ${wide}`);
}

/** Reports what axe-core finds. */
async function checkAccess(page, faults) {
  // Run as the debugger would: the policy of the page forbids an added script.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (tags) => {
    const results = await window.axe.run(document, {
      runOnly: { type: "tag", values: tags },
      resultTypes: ["violations"],
      preload: false,
    });
    return results.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      number: nodes.length,
      first: nodes[0].html.slice(0, 120),
    }));
  }, AXE_TAGS);
  for (const { id, help, number, first } of violations) {
    faults.push(`axe ${id}: ${help} (${number} times, first ${first})`);
  }
}

/** Returns the words of the page's main part, without those of buttons, which need script. */
function mainWords(page) {
  return page.evaluate(() => {
    const main = document.querySelector("main")?.cloneNode(true);
    if (!main) return null;
    for (const button of main.querySelectorAll("button")) button.remove();
    return main.textContent.replace(/\s+/g, " ").trim();
  });
}

/** Checks one page in every look and without script. */
async function checkPage(browser, path) {
  let words = null;
  for (const look of LOOKS) {
    const faults = await withPage(browser, path, look, async (page, faults) => {
      words ??= await mainWords(page);
      await checkWidth(page, faults);
      await checkAccess(page, faults);
      if (look.narrower !== undefined) {
        await page.setViewportSize({ width: look.narrower, height: HEIGHT });
        await checkWidth(page, faults);
      }
    });
    count(`${path} ${look.width} ${look.colorScheme}`, faults);
  }
  const plain = { width: 390, javaScriptEnabled: false };
  const faults = await withPage(browser, path, plain, async (page, faults) => {
    const without = await mainWords(page);
    if (without === null || without === "") faults.push("nothing in <main>");
    else if (without !== words) faults.push("<main> has other words than with script");
  });
  count(`${path} without script`, faults);
}

/** Runs the Nu validator on the whole folder. */
function validate() {
  const jar = join(here, "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
  const options = ["-jar", jar, "--skip-non-html", "--errors-only", folder];
  const run = spawnSync("java", options, { encoding: "utf8", maxBuffer: OUTPUT_LIMIT });
  if (run.error) return [`java could not be started: ${run.error.message}`];
  const lines = run.stderr.split("\n").filter((line) => line.trim() !== "");
  if (run.status !== 0 && lines.length === 0) lines.push(`ended with status ${run.status}`);
  return lines.map((line) => line.replaceAll(siteAddress.replace("file://", "file:"), ""));
}

const paths = chosenPages(folder);
const browser = await startBrowser();
const waiting = [...paths];
await Promise.all(
  Array.from({ length: PAGES_AT_ONCE }, async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      await checkPage(browser, path);
    }
  }),
);
await browser.close();
console.log(`opened ${paths.length} of ${htmlFiles(folder).length} pages: ${paths.join(" ")}`);

count("Nu validator", validate());
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
