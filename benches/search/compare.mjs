// Compares the search of a built site with Pagefind on the same pages.
//
//     node benches/search/compare.mjs FOLDER --pagefind BINARY [--unjudged]
//
// FOLDER holds a built site; BINARY is that of Pagefind, as npm brings it. Both are asked the queries of
// tests/search/queries.tsv, each by a reader who has loaded nothing yet, and show ten results with their
// passages. Bytes are those that travel, compressed; scripts and the program that Pagefind brings as
// WebAssembly stand in a line of their own. Only entries count as results: lists and years, which Pagefind
// finds too, are passed over. With --unjudged nothing is said of relevance.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
const CHECKS = join(HERE, "../../tests/browser");
const { judge, readQueries, searchOnce } = await import(join(CHECKS, "search_engine.mjs"));
const { FLAGS, chromiumPath } = await import(join(CHECKS, "chromium.mjs"));
const { chromium } = createRequire(join(CHECKS, "package.json"))("playwright-core");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };
const SHOWN = 10;

const { values, positionals } = parseArgs({
  options: { pagefind: { type: "string" }, unjudged: { type: "boolean" } },
  allowPositionals: true,
});
const folder = positionals[0];
if (!folder || !existsSync(join(folder, "search", "index.js")) || !values.pagefind) {
  console.error("usage: compare.mjs FOLDER --pagefind BINARY [--unjudged]");
  process.exit(2);
}
const queries = readQueries(join(HERE, "../../tests/search/queries.tsv"));

const weigh = (bytes) => gzipSync(bytes, { level: 9 }).length;
const total = (loads) => loads.reduce((sum, { bytes }) => sum + bytes, 0);

/** Counts the files of a folder and their bytes. */
function sizes(path) {
  const all = readdirSync(path, { recursive: true }).map((name) => statSync(join(path, name)));
  const files = all.filter((file) => file.isFile());
  return { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

/** Adds up what one of the two found and loaded. */
function summary(rows, own) {
  const weights = rows.map(({ bytes }) => bytes).sort((one, two) => one - two);
  const sum = (field) => rows.reduce((all, { verdict }) => all + Number(verdict[field]), 0);
  return {
    ...(!values.unjudged && {
      "success@1": `${sum("first")} of ${rows.length}`,
      "success@5": `${sum("five")} of ${rows.length}`,
      "mean reciprocal rank": (sum("reciprocal") / rows.length).toFixed(3),
    }),
    "first search, median": weights[Math.floor(weights.length / 2)],
    "first search, most": weights.at(-1),
    ...own,
  };
}

async function ours() {
  const rows = [];
  for (const query of queries) {
    const { found, bytes } = await searchOnce(folder, query.query, SHOWN);
    rows.push({ bytes, verdict: judge(query, found.map(({ address }) => address)) });
  }
  const { files, bytes } = sizes(join(folder, "search"));
  const script = weigh(readFileSync(join(folder, "search.js")));
  return summary(rows, { "scripts and programs": script, "files of the index": files, "bytes of the index": bytes });
}

/** Has Pagefind make its index, and returns where it lies and what that took. */
function makeTheirs() {
  const made = mkdtempSync(join(tmpdir(), "pagefind-"));
  const output = join(made, "pagefind");
  const command = [values.pagefind, "--site", folder, "--output-path", output, "--root-selector", "main"];
  const run = spawnSync("/usr/bin/time", ["-f", "%e %U %S %M", ...command], { encoding: "utf8", maxBuffer: 1 << 28 });
  const [wall, user, kernel, peak] = run.stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { made, output, wall, cpu: user + kernel, peak };
}

/** Serves a site with the index of Pagefind; `taken` returns what was loaded of that since it was last called. */
async function serve(made) {
  let loads = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = path.startsWith("/pagefind/") ? join(made, path) : join(folder, path);
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    const bytes = readFileSync(file);
    if (path.startsWith("/pagefind/")) loads.push({ path, bytes: weigh(bytes) });
    return response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const taken = () => {
    const before = loads;
    loads = [];
    return before;
  };
  return { address: `http://127.0.0.1:${server.address().port}`, taken, close: () => server.close() };
}

/** Returns where a page of an alias leads; any other page is itself. */
function whereTo(path) {
  const target = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(readFileSync(join(folder, path), "utf8"))?.[1];
  return target ? join(dirname(path), target) : path;
}

async function theirs() {
  const { made, output, wall, cpu, peak } = makeTheirs();
  const server = await serve(made);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
  const isEntry = (path) => !/(^|\/)index\.html$|^chronology\/|\/.*\/|\/letters-/.test(path);
  const isProgram = ({ path }) => /\.js$|\/wasm\./.test(path);
  const rows = [];
  let programs = 0;
  for (const query of queries) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.address}/404.html`);
    server.taken();
    const found = await page.evaluate(
      async ([words, shown]) => {
        const pagefind = await import("/pagefind/pagefind.js");
        const { results } = await pagefind.search(words);
        const all = await Promise.all(results.slice(0, shown).map((result) => result.data()));
        return all.map(({ url }) => url);
      },
      [query.query, SHOWN],
    );
    await context.close();
    const loads = server.taken();
    programs = total(loads.filter(isProgram));
    const addresses = [...new Set(found.map((url) => whereTo(url.replace(/^\//, "").split("#")[0].replace(/(^|\/)$/, "$1index.html"))).filter(isEntry))];
    const verdict = judge(query, addresses);
    rows.push({ bytes: total(loads.filter((load) => !isProgram(load))), verdict });
    if (!values.unjudged && !verdict.first) console.log(`Pagefind has something else first for “${query.query}”: ${addresses[0] ?? "nothing"}`);
  }
  await browser.close();
  server.close();
  const { files, bytes } = sizes(output);
  rmSync(made, { recursive: true });
  return summary(rows, {
    "scripts and programs": programs,
    "files of the index": files,
    "bytes of the index": bytes,
    "time to build, s": wall,
    "time of processors, s": cpu.toFixed(1),
    "memory to build, MB": Math.round(peak / 1024),
  });
}

const columns = [await ours(), await theirs()];
console.log(`${"".padEnd(26)}${["briefbook", "Pagefind"].map((name) => name.padStart(14)).join("")}`);
for (const name of Object.keys(columns[1])) {
  console.log(`${name.padEnd(26)}${columns.map((column) => String(column[name] ?? "").padStart(14)).join("")}`);
}
