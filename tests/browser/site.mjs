// What check.mjs and shots.mjs share: which pages of a built site to open, and the browser.
//
// A site has thousands of pages of a few forms, so the first pages of each folder stand for the
// rest. Pages that send the reader on are left out: opening one opens another.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

// The page for missing addresses links from the root of a host, so it is opened under one. The
// name can never be looked up, and the files come from disk all the same.
export const HOST = "http://site.invalid";
const NOT_FOUND_PAGE = "404.html";
const PAGES_PER_FOLDER = 2;

const CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome"];

// Without these, a start looks for updates and services on the network.
const CHROMIUM_FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--hide-scrollbars",
];

/** Returns the absolute path of a built site, or ends with a usage error. */
export function siteFolder(argument) {
  const folder = resolve(argument ?? "");
  if (argument === undefined || !existsSync(join(folder, "index.html"))) {
    console.error(`${argument ?? "no folder given"}: not a built site (it has no index.html)`);
    process.exit(2);
  }
  return folder;
}

/** Returns every HTML file under a folder, sorted, with forward slashes. */
export function htmlFiles(folder, root = folder) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...htmlFiles(path, root));
    else if (entry.name.endsWith(".html")) found.push(relative(root, path).split(sep).join("/"));
  }
  return found.sort();
}

/** Returns the pages that stand for all forms and kinds: all of the top folder, few of the rest. */
export function chosenPages(folder) {
  const taken = new Map();
  return htmlFiles(folder).filter((path) => {
    if (/http-equiv\s*=\s*["']?refresh/i.test(readFileSync(join(folder, path), "utf8"))) return false;
    if (dirname(path) === "." || basename(path) === "index.html") return true;
    const number = taken.get(dirname(path)) ?? 0;
    taken.set(dirname(path), number + 1);
    return number < PAGES_PER_FOLDER;
  });
}

/** Starts Chromium as it is installed here; nothing is downloaded. */
export function startBrowser() {
  const folders = (process.env.PATH ?? "").split(":");
  const candidates = CHROMIUM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const executablePath = process.env.CHROMIUM ?? candidates.find((path) => existsSync(path));
  if (executablePath === undefined) {
    console.error("Chromium is not installed; install it, or name it in CHROMIUM");
    process.exit(2);
  }
  // Chromium's own sandbox does not start for the superuser.
  const flags = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS, ...flags] });
}

/** Returns the address at which a page of the site is opened. */
export function addressOf(folder, path) {
  return path === NOT_FOUND_PAGE ? `${HOST}/${path}` : pathToFileURL(join(folder, path)).href;
}

/** Answers requests to the invented host from the site's folder, whatever base path it has. */
export async function serveHost(context, folder) {
  await context.route(`${HOST}/**`, (route) => {
    const parts = decodeURIComponent(new URL(route.request().url()).pathname).split("/").slice(1);
    for (let first = 0; first < parts.length; first += 1) {
      const path = join(folder, ...parts.slice(first));
      if (existsSync(path) && statSync(path).isFile()) return route.fulfill({ path });
    }
    return route.abort("addressunreachable");
  });
}
