// Follows every internal link of a site that is served under a base path, as a reader on GitHub
// Pages does: from the first page, the sitemap and the feed. Each address must answer with a file
// and each fragment must exist; every page must be reached. The page for missing addresses is opened
// deep below the site, where it has to find its style and its links all the same.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NOT_FOUND_PAGE, htmlFiles, sendsOn } from "./site.mjs";

/** Returns the base path for which a site was built, from the canonical address of its first page. */
export function baseAddress(folder) {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const address = /<link rel="canonical" href="([^"]+)">/.exec(page)?.[1];
  if (address === undefined) throw new Error(`${folder} was built without --base-url`);
  return new URL(".", address).href;
}

/** Follows all links. Returns faults and how many addresses were asked for. */
export async function checkLinks(tab, folder, published) {
  await tab.open("");
  const paths = htmlFiles(folder);
  // No page links to those that send readers of old addresses on, nor to the one for missing ones.
  const seeds = ["", "sitemap.xml", "feed.xml", ...paths.filter((path) => sendsOn(folder, path))];
  const { faults, asked, pages } = await tab.page.evaluate(crawl, {
    start: tab.page.url(),
    published,
    seeds,
  });
  const reached = new Set([...pages, NOT_FOUND_PAGE]);
  faults.push(...paths.filter((path) => !reached.has(path)).map((path) => `${path}: no link leads here`));
  // What the browser says of addresses that fail is said above, with the page that links there.
  tab.takeFaults();
  return { faults, asked };
}

/** In the page: asks for each address once and reads what it finds there. */
async function crawl({ start, published, seeds }) {
  const faults = [];
  const pages = [];
  const found = new Map();
  const linksOf = (text, address) => {
    const type = /\.(?:xml)$/.test(new URL(address).pathname) ? "application/xml" : "text/html";
    const page = new DOMParser().parseFromString(text, type);
    const values =
      type === "application/xml"
        ? [...page.querySelectorAll("loc, id, link[href]")].map(
            (element) => element.getAttribute("href") ?? element.textContent,
          )
        : [...page.querySelectorAll("[href], [src], [srcset]")].flatMap((element) => [
            element.getAttribute("href"),
            element.getAttribute("src"),
            ...(element.getAttribute("srcset") ?? "").split(",").map((part) => part.trim().split(/\s+/)[0]),
          ]);
    for (const meta of page.querySelectorAll('meta[http-equiv="refresh" i]')) {
      values.push(/url\s*=\s*(.+)$/i.exec(meta.content)?.[1]);
    }
    const ids = new Set([...page.querySelectorAll("[id]")].map((element) => element.id));
    return { links: values.filter(Boolean), ids };
  };
  // The address of publication stands for the one here.
  const here = (value, from) => {
    const address = new URL(
      value.startsWith(published) ? start + value.slice(published.length) : value,
      from,
    );
    return address.origin === new URL(start).origin ? address : null;
  };
  const ask = (address) => {
    if (!found.has(address)) {
      found.set(
        address,
        (async () => {
          const response = await fetch(address);
          const isText = /html|xml/.test(response.headers.get("content-type") ?? "");
          // Read to its end in any case: the browser tells of a file that nobody reads as of a failure.
          const words = await response.text();
          const text = isText ? words : "";
          return {
            status: response.status,
            final: response.url,
            isText,
            ...(isText ? linksOf(text, response.url) : { links: [], ids: new Set() }),
          };
        })(),
      );
    }
    return found.get(address);
  };
  const done = new Set();
  let waiting = seeds.map((seed) => start + seed);
  while (waiting.length > 0) {
    const next = [];
    await Promise.all(
      waiting.map(async (address) => {
        const { status, final, links } = await ask(address);
        if (status !== 200) return;
        if (final.startsWith(start) && !final.endsWith(".xml"))
          pages.push(decodeURIComponent(final.slice(start.length)).replace(/(^|\/)$/, "$1index.html"));
        for (const link of links) {
          const target = here(link, final);
          if (target === null) continue;
          const fragment = decodeURIComponent(target.hash.slice(1));
          target.hash = "";
          const { status: answered, ids } = await ask(target.href);
          const from = final.slice(start.length) || "the first page";
          if (!target.href.startsWith(start)) faults.push(`${from}: ${link} leaves the base path`);
          else if (answered !== 200) faults.push(`${from}: ${link} answers ${answered}`);
          else if (fragment !== "" && !ids.has(fragment))
            faults.push(`${from}: ${link} has no such fragment`);
          if (!done.has(target.href)) {
            done.add(target.href);
            next.push(target.href);
          }
        }
      }),
    );
    waiting = next;
  }
  return { faults: [...new Set(faults)].sort(), asked: found.size, pages };
}

/** Opens an address that does not exist, far below the site. */
export async function checkMissing(tab) {
  const faults = [];
  const response = await tab.open("no/such/deep/page");
  if (response.status() !== 404) faults.push(`answers ${response.status()}`);
  faults.push(
    ...(await tab.page.evaluate(async () => {
      const found = [];
      const sheets = [...document.styleSheets].filter((sheet) => sheet.cssRules.length > 0);
      if (sheets.length === 0) found.push("has no style");
      for (const link of document.querySelectorAll("a[href]")) {
        const address = new URL(link.href);
        if (address.origin !== location.origin || link.getAttribute("href").startsWith("#")) continue;
        const { status } = await fetch(address);
        if (status !== 200) found.push(`${link.getAttribute("href")} answers ${status}`);
      }
      return found;
    })),
  );
  return [...faults, ...tab.takeFaults()].map((fault) => `a missing address: ${fault}`);
}
