// Scores pages of a built site with Lighthouse, each three times, and compares the medians with the
// project's aims. The site is served under its base path, packed as GitHub Pages does.
//
//     node score.mjs FOLDER [--runs 3] [--pages NAME,…]
//
// FOLDER was built with --base-url. The exit status is 1 when a median is below its aim; then the
// audits that cost points are listed. Figures of speed mean little while the machine is busy.

import * as launcher from "chrome-launcher";
import lighthouse from "lighthouse";
import { parseArgs } from "node:util";
import { FLAGS, chromiumPath } from "../browser/chromium.mjs";
import { baseAddress } from "../browser/links.mjs";
import { startServer } from "../browser/server.mjs";
import { pagesBySize, siteFolder } from "../browser/site.mjs";

const AIMS = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };

const options = { runs: { type: "string", default: "3" }, pages: { type: "string" } };
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const folder = siteFolder(positionals[0]);
const runs = Number(values.runs);
const fullest = (within) => pagesBySize(folder, within).slice(0, 1);
const paths = values.pages?.split(",") ?? [
  "index.html",
  ...fullest("talks"),
  ...fullest("launches"),
  ...fullest("chronology"),
  ...fullest("people"),
  "sources/index.html",
  "chronology/index.html",
];

function median(numbers) {
  return [...numbers].sort((one, two) => one - two)[Math.floor(numbers.length / 2)];
}

/** Returns the scores of one run and the audits that cost points. */
async function score(address, port) {
  const { lhr } = await lighthouse(address, { port, onlyCategories: Object.keys(AIMS), logLevel: "error" });
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  const lost = Object.keys(AIMS).flatMap((category) =>
    lhr.categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9)
      .map(
        ({ id }) =>
          `${category}: ${id}, ${lhr.audits[id].title} ${lhr.audits[id].displayValue ?? ""} ${firstItem(lhr.audits[id])}`,
      ),
  );
  const scores = Object.keys(AIMS).map((category) => Math.round(lhr.categories[category].score * 100));
  const paint = lhr.audits["largest-contentful-paint"].numericValue;
  return { scores, lost, paint };
}

function firstItem(audit) {
  const item = audit.details?.items?.[0];
  return item?.node?.snippet ?? item?.description ?? item?.url ?? audit.explanation ?? "";
}

const line = (...cells) =>
  cells
    .map((cell, index) => String(cell)[index === 0 ? "padEnd" : "padStart"](index === 0 ? 46 : 15))
    .join("");

const server = await startServer(folder, new URL(baseAddress(folder)).pathname);
const chrome = await launcher.launch({
  chromePath: chromiumPath(),
  chromeFlags: ["--headless=new", ...FLAGS],
  logLevel: "error",
});
const below = [];
console.log(line(`median of ${runs}`, ...Object.keys(AIMS), "largest paint"));
try {
  for (const path of paths) {
    const results = [];
    for (let run = 0; run < runs; run += 1) results.push(await score(server.address + path, chrome.port));
    const medians = Object.keys(AIMS).map((_, index) => median(results.map(({ scores }) => scores[index])));
    console.log(line(path, ...medians, `${Math.round(median(results.map(({ paint }) => paint)))} ms`));
    Object.entries(AIMS).forEach(([category, aim], index) => {
      if (medians[index] < aim) below.push(`${path}: ${category} ${medians[index]}, wanted ${aim}`);
    });
    for (const audit of new Set(results.flatMap(({ lost }) => lost))) console.log(`  ${audit}`);
  }
} finally {
  await chrome.kill();
  await server.close();
}
for (const fault of below) console.log(fault);
process.exitCode = below.length === 0 ? 0 : 1;
