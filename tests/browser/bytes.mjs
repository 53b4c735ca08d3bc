// Weighs a built site: bytes of its pages, of the sheets and scripts that a page loads, elements of a page, requests of a page.
// Sizes are those of the files; what travels is smaller, and the table shows both. Only the script of the search is
// weighed as it travels.

import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { htmlFiles, sizeOf } from "./site.mjs";

export const LIMITS = {
  page: 150_000,
  brief: 60_000,
  elements: 1_500,
  // All sheets that one page links, together; all scripts but that of the search.
  style: 36_864,
  script: 12_000,
  search: 8_192,
  // The page, its style, its script, its icon, and a few pictures.
  requests: 8,
};

// The folders of briefs; the other entries are what briefs speak of.
const BRIEFS = ["talks", "launches"];
const ROWS = 10;
const SEARCH = "search.js";

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
  const loads = loadsOf(folder, paths);
  for (const { paths, files, bytes, what, limit } of loads) {
    if (bytes > limit)
      faults.push(
        `${paths[0]}${paths.length > 1 ? ` and ${paths.length - 1} more pages` : ""} load ${bytes} bytes of ${what} ` +
          `(${files.join(", ")}); the limit is ${limit}`,
      );
  }
  const rows = pages.slice(0, ROWS);
  for (const row of rows) {
    await tab.open(row.path);
    row.requests = tab.requests();
    if (row.requests > LIMITS.requests)
      faults.push(`${row.path} makes ${row.requests} requests; the limit is ${LIMITS.requests}`);
  }
  return { faults: [...faults, ...tab.takeFaults()], table: tableOf(folder, pages, rows, loads) };
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

/** Lists what pages load, once for each combination of sheets and of scripts, with the pages that load it. */
function loadsOf(folder, paths) {
  const loads = new Map();
  const add = (path, what, limit, files, weigh) => {
    const key = `${what} ${files.join(" ")}`;
    if (!loads.has(key)) {
      const bytes = files.reduce((sum, file) => sum + weigh(file), 0);
      loads.set(key, { paths: [], files, bytes, what, limit });
    }
    loads.get(key).paths.push(path);
  };
  const travels = (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
  for (const path of paths) {
    const text = readFileSync(join(folder, path), "utf8");
    const named = (tag, attribute) =>
      [...text.matchAll(tag)]
        .map(([start]) => attribute.exec(start)?.[1])
        .filter((address) => address && !/^[a-z]+:/.test(address))
        .map((address) => (address.startsWith("/") ? basename(address) : join(dirname(path), address)))
        .filter((file) => existsSync(join(folder, file)));
    const sheets = named(/<link\b[^>]*rel="stylesheet"[^>]*>/g, /href="([^"#?]+)"/);
    const scripts = named(/<script\b[^>]*\bsrc="[^>]*>/g, /src="([^"#?]+)"/);
    const isSearch = (file) => basename(file) === SEARCH;
    add(path, "style", LIMITS.style, sheets, (file) => sizeOf(folder, file));
    add(path, "script", LIMITS.script, scripts.filter((file) => !isSearch(file)), (file) => sizeOf(folder, file));
    if (scripts.some(isSearch)) add(path, "script for searching, compressed", LIMITS.search, scripts.filter(isSearch), travels);
  }
  return [...loads.values()];
}

function tableOf(folder, pages, rows, loads) {
  const sizes = pages
    .filter(({ path }) => BRIEFS.includes(dirname(path)) && !path.endsWith("/index.html"))
    .map(({ bytes }) => bytes);
  const most = (kind) => Math.max(0, ...loads.filter(({ what }) => what === kind).map(({ bytes }) => bytes));
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
      `most of a page: style ${most("style")}, script ${most("script")}`,
  ].join("\n");
}
