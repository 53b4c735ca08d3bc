// Which pages of a built site are opened, and from where.
//
// A site has thousands of pages of a few forms. In each folder the list, the largest page and the
// smallest stand for the rest: the one has everything, the other next to nothing. Pages that send
// the reader on are left out: opening one opens another.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

export const NOT_FOUND_PAGE = "404.html";

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

/** Returns the bytes of a file of the site. */
export function sizeOf(folder, path) {
  return statSync(join(folder, path)).size;
}

/** Tells whether a page sends the reader on to another. */
export function sendsOn(folder, path) {
  return /http-equiv\s*=\s*["']?refresh/i.test(readFileSync(join(folder, path), "utf8"));
}

/** Returns the pages of one folder, the largest first; where sizes agree, by name. */
export function pagesBySize(folder, within) {
  return htmlFiles(folder)
    .filter((path) => dirname(path) === within && basename(path) !== "index.html")
    .filter((path) => !sendsOn(folder, path))
    .sort((one, two) => sizeOf(folder, two) - sizeOf(folder, one) || (one < two ? -1 : 1));
}

/**
 * Returns the pages that stand for all forms and kinds. With names, of folders or of pages, only
 * those: of a folder the pages that stand for it, and any page that is named.
 */
export function chosenPages(folder, names = []) {
  const files = htmlFiles(folder);
  const chosen = new Set();
  for (const within of new Set(files.map((path) => dirname(path)))) {
    const list = within === "." ? "index.html" : `${within}/index.html`;
    if (files.includes(list)) chosen.add(list);
    const pages = pagesBySize(folder, within);
    for (const path of within === "." ? pages : [...pages.slice(0, 1), ...pages.slice(-1)]) chosen.add(path);
  }
  const named = (path) => names.includes(path) || names.includes(dirname(path));
  const wanted =
    names.length === 0
      ? chosen
      : files.filter((path) => names.includes(path) || (chosen.has(path) && named(path)));
  return [...wanted].sort();
}

/**
 * Tells where a site is opened from: its pages from disk, as a reader of a zip would, and the page
 * for missing addresses, whose links start at the root of a host, from a server.
 */
export function fromDisk(folder, server) {
  const start = `${pathToFileURL(folder).href}/`;
  return {
    starts: [start, server.address],
    addressOf: (path) => (path === NOT_FOUND_PAGE ? server.address : start) + encodeURI(path),
  };
}

/** Tells where a site is opened from when all of it comes from a server. */
export function fromServer(server) {
  return { starts: [server.address], addressOf: (path) => server.address + encodeURI(path) };
}
