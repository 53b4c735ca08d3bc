// Weighs a built site: bytes of its pages, style and scripts, elements of a page, requests of a page.
// Sizes are those of the files; what travels is smaller, and the table shows both.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { htmlFiles, sizeOf } from "./site.mjs";

export const LIMITS = {
  page: 150_000,
  brief: 60_000,
  elements: 1_500,
  style: 37_000,
  script: 12_000,
  // The page, its style, its script, its icon, and a few pictures.
  requests: 8,
};

// The folders of briefs; the other entries are what briefs speak of.
const BRIEFS = ["talks", "launches"];
const ROWS = 10;

/** Weighs the site in the folder that a tab has open. Returns faults and a table of the largest pages. */
export async function checkBytes(tab, folder) {
  const faults = [];
  const paths = htmlFiles(folder);
  const elements = await countElements(tab, folder, paths);
  const pages = paths
    .map((path) => ({ path, bytes: sizeOf(folder, path), elements: elements.get(path) }))
    .sort((one, two) => two.bytes - one.bytes || (one.path < two.path ? -1 : 1));
  for (const page of pages) {
    const limit =
      BRIEFS.includes(dirname(page.path)) && !page.path.endsWith("/index.html") ? LIMITS.brief : LIMITS.page;
    if (page.bytes > limit) faults.push(`${page.path} has ${page.bytes} bytes; the limit is ${limit}`);
    if (page.elements > LIMITS.elements)
      faults.push(`${page.path} has ${page.elements} elements; the limit is ${LIMITS.elements}`);
  }
  for (const [ending, limit] of [
    [".css", LIMITS.style],
    [".js", LIMITS.script],
  ]) {
    const bytes = filesWith(folder, ending).reduce((sum, path) => sum + sizeOf(folder, path), 0);
    if (bytes > limit) faults.push(`the ${ending} files have ${bytes} bytes; the limit is ${limit}`);
  }
  const rows = pages.slice(0, ROWS);
  for (const row of rows) {
    await tab.open(row.path);
    row.requests = tab.requests();
    if (row.requests > LIMITS.requests)
      faults.push(`${row.path} makes ${row.requests} requests; the limit is ${LIMITS.requests}`);
  }
  return { faults: [...faults, ...tab.takeFaults()], table: tableOf(folder, pages, rows) };
}

/** Counts the elements of each page as the browser reads it. */
async function countElements(tab, folder, paths) {
  const counts = new Map();
  for (const path of paths) {
    const text = readFileSync(join(folder, path), "utf8");
    const count = (page) => new DOMParser().parseFromString(page, "text/html").querySelectorAll("*").length;
    counts.set(path, await tab.page.evaluate(count, text));
  }
  return counts;
}

function filesWith(folder, ending) {
  return readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(ending));
}

function tableOf(folder, pages, rows) {
  const sizes = pages
    .filter(({ path }) => BRIEFS.includes(dirname(path)) && !path.endsWith("/index.html"))
    .map(({ bytes }) => bytes);
  const sum = (ending) => filesWith(folder, ending).reduce((total, path) => total + sizeOf(folder, path), 0);
  const line = (...cells) =>
    cells
      .map((cell, index) => String(cell)[index === 0 ? "padEnd" : "padStart"](index === 0 ? 52 : 9))
      .join("");
  return [
    line("the ten largest pages", "bytes", "gzip", "elements", "requests"),
    ...rows.map(({ path, bytes, elements, requests }) =>
      line(path, bytes, gzipSync(readFileSync(join(folder, path))).length, elements, requests),
    ),
    `${sizes.length} briefs: median ${sizes[Math.floor(sizes.length / 2)] ?? 0} bytes, largest ${sizes[0] ?? 0}; ` +
      `style ${sum(".css")}, script ${sum(".js")}`,
  ].join("\n");
}
