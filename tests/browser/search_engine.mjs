// Runs the search of a built site without a browser: the script of the page, its index read from a folder.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { gzipSync } from "node:zlib";

/** Opens the search of a site; each opening begins with nothing loaded. */
export function openSearch(folder) {
  const loads = [];
  const world = vm.createContext({ URL, setTimeout, console });
  vm.runInContext(readFileSync(join(folder, "search.js"), "utf8"), world);
  world.briefbookSearch.fetch = (name) => {
    const path = join(folder, "search", `${name}.js`);
    const text = existsSync(path) ? readFileSync(path, "utf8") : `briefbookSearch(${JSON.stringify(name)},null)`;
    loads.push({ name, bytes: gzipSync(text, { level: 9 }).length });
    setTimeout(() => vm.runInContext(text, world));
  };
  return { ...world.briefbookSearch, loads };
}

/** Searches as a reader does for the first time: the addresses found, and what was loaded to show ten of them. */
export async function searchOnce(folder, query, shown = 10) {
  const search = openSearch(folder);
  const { places, hits, whole, info } = await search.find(query);
  const rows = await Promise.all(places.slice(0, shown).map((place) => search.show(place, info)));
  const found = rows.map((row) => ({ address: row.address, title: row.title, passage: search.passage(row, hits) }));
  const bytes = search.loads.reduce((sum, load) => sum + load.bytes, 0);
  return { found, total: places.length, whole, bytes, loads: search.loads };
}

/** Reads the judged queries. */
export function readQueries(file) {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => {
      const [query, script, what, first = "", five = "", also = ""] = line.split("\t");
      const patterns = (words) => words.split(" ").filter(Boolean);
      return { query, script, what, first: patterns(first), five: patterns(five), also: patterns(also) };
    });
}

/** Draws queries from a site itself: names and the ends of names of entries at even distances, each with its address. */
export async function ownQueries(folder, each = 20) {
  const search = openSearch(folder);
  const { info } = await search.find("");
  const places = (from, number) => Array.from({ length: Math.min(each, number) }, (_, place) => from + Math.floor((place * number) / each));
  const all = [...places(0, info.events), ...places(info.events, info.total - info.events)];
  const shown = await Promise.all(all.map((place) => search.show(place, info)));
  return shown.flatMap(({ address, title, names }) =>
    [...new Set([title, title.split(" ").slice(-3).join(" "), ...names.slice(-1)])].map((query) => ({ query, first: [address], five: [] })),
  );
}

/** Tells whether an address is one of those that patterns name. */
export function isAmong(address, patterns) {
  return patterns.some((pattern) =>
    new RegExp(`^${pattern.split("*").map((part) => part.replace(/[.\\+?^${}()|[\]]/g, "\\$&")).join(".*")}$`).test(address),
  );
}

/** Compares what was found with the judgement. */
export function judge({ first, five }, addresses) {
  const rank = addresses.findIndex((address) => isAmong(address, first)) + 1;
  const isEmpty = !first.length;
  return {
    first: isEmpty ? addresses.length === 0 : rank === 1,
    five: isEmpty
      ? addresses.length === 0
      : rank > 0 && rank <= 5 && five.every((pattern) => addresses.slice(0, 5).some((address) => isAmong(address, [pattern]))),
    reciprocal: isEmpty ? Number(addresses.length === 0) : rank ? 1 / rank : 0,
  };
}
