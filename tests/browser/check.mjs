// Opens a built site in Chromium and checks what only a browser can tell.
//
//     node check.mjs FOLDER [--based FOLDER] [--pages NAME,…] [--only CHECK,…]
//
// FOLDER is opened from disk. The folder of --based holds the same site built with --base-url, and is
// served under the path of that address. Names are those of pages or of folders; the checks are
// looks, settings, focus, choices, comforts, plain, print, links, bytes, data and validator. The last line counts; the
// exit status is 1 when something failed, 2 for a wrong call.

import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { checkBytes } from "./bytes.mjs";
import { checkChoices } from "./choices.mjs";
import { checkComforts } from "./comforts.mjs";
import { checkData } from "./data.mjs";
import { checkFocus } from "./focus.mjs";
import { baseAddress, checkLinks, checkMissing } from "./links.mjs";
import { checkLooks } from "./looks.mjs";
import { checkPrint } from "./print.mjs";
import { startServer } from "./server.mjs";
import { checkSettings } from "./settings.mjs";
import { chosenPages, fromDisk, fromServer, htmlFiles, pagesBySize, siteFolder } from "./site.mjs";
import { mainWords, openTab, startBrowser } from "./tab.mjs";
import { validatorFaults } from "./validate.mjs";

const CHECKS = ["looks", "settings", "focus", "choices", "comforts", "plain", "print", "links", "bytes", "data", "validator"];
const TABS = 2;
const FOCUS_WIDTHS = [390, 1440];
// The fullest page of each of these is printed.
const PRINTED = ["talks", "launches", "chronology"];

const { folder, based, names, only } = readArguments();
const counts = { passed: 0, failed: 0 };
const seconds = new Map();

function readArguments() {
  const list = (text) => (text === undefined ? [] : text.split(",").filter((part) => part !== ""));
  try {
    const options = { based: { type: "string" }, pages: { type: "string" }, only: { type: "string" } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const unknown = list(values.only).find((name) => !CHECKS.includes(name));
    if (unknown !== undefined)
      throw new Error(`no check is named ${unknown}; there are ${CHECKS.join(", ")}`);
    if (positionals.length > 1) throw new Error(`one folder at a time, not also ${positionals[1]}`);
    return {
      folder: siteFolder(positionals[0]),
      based: values.based === undefined ? undefined : siteFolder(values.based),
      names: list(values.pages),
      only: values.only === undefined ? CHECKS : list(values.only),
    };
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

/** Counts one check and prints what it found. */
function count(name, faults) {
  if (faults.length === 0) {
    counts.passed += 1;
    return;
  }
  counts.failed += 1;
  for (const fault of new Set(faults)) console.log(`${name}: ${fault}`);
}

/** Runs a check, counts it, and adds its time to that of its kind. A check that breaks has failed. */
async function run(check, path, work) {
  if (!only.includes(check)) return;
  const start = performance.now();
  let faults;
  try {
    faults = await work();
  } catch (error) {
    faults = [`could not be checked: ${error.message}`];
  }
  count(`${path} ${check}`, faults);
  seconds.set(check, (seconds.get(check) ?? 0) + (performance.now() - start) / 1000);
}

/** Runs all checks of one page, in tabs with and without script and in one under the base path. */
async function checkPage(tabs, path) {
  await tabs.disk.open(path);
  const words = await mainWords(tabs.disk.page);
  await run("looks", path, async () => [...(await checkLooks(tabs.disk)), ...tabs.disk.takeFaults()]);
  await run("settings", path, async () => [...(await checkSettings(tabs.disk)), ...tabs.disk.takeFaults()]);
  for (const width of FOCUS_WIDTHS) {
    await run("focus", path, async () => [
      ...(await checkFocus(tabs.disk, path, width)),
      ...tabs.disk.takeFaults(),
    ]);
  }
  if (printed.includes(path)) {
    await run("print", path, async () => [...(await checkPrint(tabs.disk)), ...tabs.disk.takeFaults()]);
  }
  await run("choices", path, async () => [
    ...(await checkChoices(tabs.disk, path, true)),
    ...(await checkChoices(tabs.plain, path, false)).map((fault) => `without script: ${fault}`),
  ]);
  if (comfortable.includes(path)) {
    await run("comforts", path, async () => [
      ...(await checkComforts(tabs.disk, path, true)),
      ...(await checkComforts(tabs.plain, path, false)).map((fault) => `without script: ${fault}`),
    ]);
  }
  await run("plain", path, async () => {
    await tabs.plain.open(path);
    const without = await mainWords(tabs.plain.page);
    const faults = tabs.plain.takeFaults();
    if (without === null || without === "") faults.push("nothing in <main>");
    else if (without !== words) faults.push("without script, <main> has other words than with it");
    return faults;
  });
  if (tabs.based) {
    await run("links", path, async () => {
      const response = await tabs.based.open(path);
      const faults = tabs.based.takeFaults();
      if (response.status() !== 200) faults.push(`answers ${response.status()} under the base path`);
      return faults;
    });
  }
}

/** Gives each page to the next tab that is free. */
async function checkPages(browser, site, basedSite, paths) {
  const waiting = [...paths];
  const work = async () => {
    const tabs = {
      disk: await openTab(browser, site),
      plain: await openTab(browser, site, { script: false }),
      based: basedSite && (await openTab(browser, basedSite)),
    };
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      try {
        await checkPage(tabs, path);
      } catch (error) {
        count(path, [`could not be opened: ${error.message}`]);
      }
    }
    for (const tab of Object.values(tabs)) await tab?.close();
  };
  await Promise.all(Array.from({ length: TABS }, work));
}

const paths = chosenPages(folder, names);
if (paths.length === 0) {
  console.error(`no page is named ${names.join(" or ")}`);
  process.exit(2);
}
const printed = PRINTED.flatMap((within) => pagesBySize(folder, within).slice(0, 1));
// The script is the same on all pages, and asks of which of these forms a page is.
const comfortable = [...printed, "index.html"];
const server = await startServer(folder);
const published = based && baseAddress(based);
const basedServer = based && (await startServer(based, new URL(published).pathname));
const basedSite = based && fromServer(basedServer);
const browser = await startBrowser();

await checkPages(browser, fromDisk(folder, server), basedSite, paths);
console.log(`opened ${paths.length} of ${htmlFiles(folder).length} pages: ${paths.join(" ")}`);

if (names.length === 0) {
  const whole = await openTab(browser, fromServer(server));
  await run("bytes", "the site", async () => {
    const { faults, table } = await checkBytes(whole, folder);
    console.log(table);
    return faults;
  });
  await whole.close();
  if (based) {
    const tab = await openTab(browser, basedSite);
    await run("links", "the site", async () => {
      const { faults, asked } = await checkLinks(tab, based, published);
      console.log(`links: ${asked} addresses under ${new URL(published).pathname}`);
      return [...faults, ...(await checkMissing(tab))];
    });
    await tab.close();
  }
  await run("data", "the site", async () => {
    const { faults, carrying } = checkData(folder);
    console.log(`data for programs: ${carrying} of ${htmlFiles(folder).length} pages`);
    return carrying === 0 ? ["no page carries data for programs"] : faults;
  });
  await run("validator", "the site", () => validatorFaults(folder));
}
await browser.close();
await server.close();
await basedServer?.close();

if (!based && only.includes("links")) console.log("links were not followed; give --based FOLDER");
console.log([...seconds].map(([check, time]) => `${check} ${time.toFixed(1)} s`).join(", "));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
