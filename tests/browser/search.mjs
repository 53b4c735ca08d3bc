// Tries the search of a built site: how texts are read, what queries find and load, and the page itself.
//
//     node search.mjs FOLDER [--median BYTES] [--worst BYTES] [--unjudged]
//
// FOLDER is opened from disk. The queries of tests/search/queries.tsv are judged for the record of this
// repository; with --unjudged, for another site, queries are drawn from the names of its entries instead,
// and most of these must come first. The exit status is 1 when something failed, 2 for a wrong call.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkLooks } from "./looks.mjs";
import { judge, openSearch, ownQueries, readQueries, searchOnce } from "./search_engine.mjs";
import { startServer } from "./server.mjs";
import { fromDisk, siteFolder } from "./site.mjs";
import { openTab, startBrowser } from "./tab.mjs";

const TABLES = join(dirname(fileURLToPath(import.meta.url)), "../search");
// Of the queries, so many may have something else in the first place, and none anything else among the first five.
const MISSES = 1;
// What a reader types, and where the first result leads.
const TYPED = [
  ["岸信夫", "people/kishi-nobuo.html"],
  ["서욱", "people/suh-wook.html"],
  ["화성-12", "systems/hwasong-12.html"],
  ["Kishi", "people/kishi-nobuo.html"],
  ["kisi", "people/kishi-nobuo.html"],
  ["KN-17", "systems/hwasong-12.html"],
  ["mupyong", "places/mupyong-ni.html"],
];

/** Compares how the script reads texts with the table that the index is held to as well. */
function checkUnits(folder) {
  const search = openSearch(folder);
  const written = (unit) =>
    unit.word ??
    (unit.whole !== undefined
      ? `${unit.whole}(${unit.parts.join(" ")})`
      : unit.date
        ? `@${unit.date[0]}`
        : `[${unit.pairs.length ? unit.pairs.join(" ") : unit.run.join("")}]`);
  const rows = readFileSync(join(TABLES, "units.tsv"), "utf8").split("\n");
  return rows
    .filter((row) => row && !row.startsWith("#"))
    .map((row) => row.split("\t"))
    .flatMap(([text, expected]) => {
      const read = search.units(text).map(written).join(" ");
      return read === expected ? [] : [`${text} is read as ${read}, not ${expected}`];
    });
}

/** Asks every query as a reader does who has loaded nothing yet. */
async function checkQueries(folder, judged, median, worst) {
  const faults = [];
  const queries = judged ? readQueries(join(TABLES, "queries.tsv")) : await ownQueries(folder);
  const weights = [];
  const sums = { first: 0, five: 0, reciprocal: 0 };
  for (const query of queries) {
    const { found, bytes } = await searchOnce(folder, query.query);
    weights.push(bytes);
    const verdict = judge(query, found.map(({ address }) => address));
    for (const name of Object.keys(sums)) sums[name] += Number(verdict[name]);
    if (judged && !verdict.five)
      faults.push(`“${query.query}” (${query.what}) has among the first five not ${[...query.first, ...query.five].join(" ") || "nothing"}`);
  }
  const misses = judged ? MISSES : Math.ceil(queries.length / 4);
  if (sums.first < queries.length - misses)
    faults.push(`only ${sums.first} of ${queries.length} queries have what was meant in the first place`);
  weights.sort((one, two) => one - two);
  const middle = weights[Math.floor(weights.length / 2)];
  if (middle > median) faults.push(`a first search loads ${middle} bytes in the median; the limit is ${median}`);
  if (weights.at(-1) > worst) faults.push(`a first search loads up to ${weights.at(-1)} bytes; the limit is ${worst}`);
  console.log(
    `first place ${sums.first} of ${queries.length}, first five ${sums.five}, ` +
      `mean reciprocal rank ${(sums.reciprocal / queries.length).toFixed(3)}`,
  );
  console.log(`bytes of a first search, compressed: median ${middle}, most ${weights.at(-1)}`);
  return faults;
}

/** Types into the box, walks the results, chooses among them, and comes back by the address. */
async function checkPage(tab) {
  const faults = [];
  const { page } = tab;
  const box = page.locator("#q");
  const told = page.locator("#told");
  const first = page.locator(".results h2 a").first();
  const status = (before) => page.waitForFunction((text) => document.getElementById("told").textContent !== text, before);
  await tab.open("search.html");
  for (const [query, address] of TYPED) {
    await box.fill("");
    await page.waitForFunction(() => document.getElementById("told").textContent === "");
    await box.pressSequentially(query);
    await status("");
    await page.waitForFunction(
      (wanted) => document.querySelector(".results h2 a")?.getAttribute("href") === wanted,
      address,
      { timeout: 5000 },
    ).catch(async () => faults.push(`“${query}” leads to ${await first.getAttribute("href").catch(() => "nothing")}, not ${address}`));
  }
  for (const width of [390, 1440]) {
    await tab.look({ width });
    faults.push(...(await checkLooks(tab)).map((fault) => `with results, at ${width} px: ${fault}`));
  }
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("href") ?? document.activeElement.id);
  await box.focus();
  await page.keyboard.press("ArrowDown");
  const reached = await focused();
  if (reached !== "places/mupyong-ni.html") faults.push(`the arrow leads from the box to ${reached}`);
  await page.keyboard.press("Escape");
  if ((await focused()) !== "q") faults.push("Escape does not lead back to the box");
  const before = await told.textContent();
  const numbers = await page.locator("#by-kind option").allTextContents();
  const number = /\((\d+)\)/.exec(numbers[1])?.[1];
  await page.locator("#by-kind").selectOption({ index: 1 });
  await status(before);
  const after = await told.textContent();
  if (!after.startsWith(`${number} `)) faults.push(`the choice “${numbers[1]}” leaves ${after}`);
  await tab.open("search.html?q=岸信夫");
  await first.waitFor();
  await box.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/people\/kishi-nobuo\.html$/);
  await tab.open("404.html");
  return [...faults, ...tab.takeFaults()];
}

/** Without script, the page leads to every list, and to every kind of entry. */
async function checkTwin(tab, folder) {
  await tab.open("search.html");
  const links = await tab.page.locator("main a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  const faults = links.filter((link) => !existsSync(join(folder, link.split("#")[0]))).map((link) => `${link} leads nowhere`);
  const lists = await tab.page.locator("#sections a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  const missing = lists.filter((link) => link.endsWith("/index.html") && !links.includes(link));
  return [...faults, ...missing.map((link) => `the index does not lead to ${link}`), ...tab.takeFaults()];
}

function readArguments() {
  try {
    const options = { median: { type: "string" }, worst: { type: "string" }, unjudged: { type: "boolean" } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const { median = "40000", worst = "40000", unjudged = false } = values;
    return { folder: siteFolder(positionals[0]), judged: !unjudged, median: Number(median), worst: Number(worst) };
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

const { folder, judged, median, worst } = readArguments();
const faults = [...checkUnits(folder), ...(await checkQueries(folder, judged, median, worst))];
if (judged) {
  const server = await startServer(folder);
  const browser = await startBrowser();
  const site = fromDisk(folder, server);
  const tab = await openTab(browser, site);
  faults.push(...(await checkPage(tab)));
  const plain = await openTab(browser, site, { script: false });
  faults.push(...(await checkTwin(plain, folder)).map((fault) => `without script: ${fault}`));
  await browser.close();
  await server.close();
}
for (const fault of faults) console.log(fault);
console.log(faults.length === 0 ? "the search finds what it should" : `${faults.length} faults of the search`);
process.exitCode = faults.length === 0 ? 0 : 1;
