// The sound site of the tests: a first page that passes every check, in a temporary folder, and what
// spoils it. A test that imports this has a browser while it runs.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { checkBytes } from "./bytes.mjs";
import { checkFocus } from "./focus.mjs";
import { checkLinks, checkMissing } from "./links.mjs";
import { startServer } from "./server.mjs";
import { fromDisk, fromServer } from "./site.mjs";
import { openTab, startBrowser } from "./tab.mjs";

export const BASE = "/a/base/path/";
export const PUBLISHED = "https://example.org/a/base/path/";
const STYLE = `
  :root { color-scheme: light dark; background: Canvas; color: CanvasText; font-family: sans-serif; }
  :focus-visible { outline: 3px solid Highlight; }
  main { max-width: 40rem; }
  @page { margin: 15mm; }
  svg { width: 2rem; height: 2rem; }
  path { fill: CanvasText; }
`;
const WORDS = "Ministers of three countries spoke by phone for thirty minutes. ".repeat(12);
export const BODY = `<a href="#main">Skip to the content</a>
<main id="main"><h1>A sound page</h1><p>${WORDS}<a href="index.html">Home</a></p></main>
<footer><p><a href="#main">Back to the top</a></p></footer>`;

export let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

export function page(body, head = "") {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A sound page</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="icon.svg"><link rel="stylesheet" href="style.css">${head}</head><body>${body}</body></html>`;
}

/** Makes a site of a first page with a body and a style, runs a check on it, and removes it. */
export async function faultsOf(check, { body = BODY, head = "", style = "", files = {}, width } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "spoiled-"));
  const all = {
    "index.html": page(body, head),
    "404.html": page(BODY.replaceAll('"index.html"', `"${BASE}"`)).replaceAll(
      /="(style.css|icon.svg)"/g,
      `="${BASE}$1"`,
    ),
    "style.css": STYLE + style,
    "icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "sitemap.xml": `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${PUBLISHED}</loc></url></urlset>`,
    "feed.xml": '<feed xmlns="http://www.w3.org/2005/Atom"/>',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const server = await startServer(folder, BASE);
  const based = check === checkLinks || check === checkMissing || check === checkBytes;
  const tab = await openTab(browser, based ? fromServer(server) : fromDisk(folder, server), { width });
  try {
    await tab.open("index.html");
    const found = await check(
      tab,
      check === checkFocus ? "index.html" : folder,
      check === checkFocus ? 390 : PUBLISHED,
    );
    return [...(found.faults ?? found), ...tab.takeFaults()];
  } finally {
    await tab.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

/** Expects one fault or more, and each of them to be the one that is meant. */
export async function expectFault(check, spoiled, message) {
  const faults = await faultsOf(check, spoiled);
  assert.notEqual(faults.length, 0, `no fault was found; expected ${message}`);
  for (const fault of faults) assert.match(fault, message);
}

/** Tests that the sound site passes checks, so that what a spoiled one fails is what spoiled it. */
export function testSound(checks) {
  for (const check of checks) {
    test(`a sound page passes ${check.name}`, async () => assert.deepEqual(await faultsOf(check), []));
  }
}
