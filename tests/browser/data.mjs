// The data for programs in pages, as schema.org has it: on every page of the site, not only those that
// are opened. A browser does not run such a script, and so says nothing of one that is wrong.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { htmlFiles } from "./site.mjs";

// A script ends at the first end tag, whatever stands around it.
const SCRIPTS = /<script\b[^>]*\btype\s*=\s*["']?application\/ld\+json["']?[^>]*>([\s\S]*?)<\/script/gi;
const CONTEXT = "https://schema.org";

/** Returns what is wrong with the data of all pages, and how many carry some. */
export function checkData(folder) {
  const faults = [];
  let carrying = 0;
  for (const path of htmlFiles(folder)) {
    const scripts = [...readFileSync(join(folder, path), "utf8").matchAll(SCRIPTS)];
    carrying += scripts.length === 0 ? 0 : 1;
    for (const [, text] of scripts) faults.push(...faultsIn(text).map((fault) => `${path}: ${fault}`));
  }
  return { faults, carrying };
}

/** Returns what is wrong with one script. */
function faultsIn(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return [`its data are no JSON: ${error.message}`];
  }
  const things = Array.isArray(data) ? data : [data];
  return things.flatMap((thing) => {
    const faults = [];
    if (thing?.["@context"] !== CONTEXT)
      faults.push(`its data have the @context ${JSON.stringify(thing?.["@context"])}, not ${CONTEXT}`);
    for (const place of untyped(thing)) faults.push(`its data say no @type of ${place}`);
    return faults;
  });
}

/** Lists the things without a type; what only points at another by `@id` has that one's. */
function untyped(thing, place = "the page") {
  if (Array.isArray(thing)) return thing.flatMap((one, index) => untyped(one, `${place}[${index}]`));
  if (thing === null || typeof thing !== "object") return [];
  const isTyped = typeof thing["@type"] === "string" && thing["@type"] !== "";
  const isPointer = Object.keys(thing).join() === "@id";
  const inner = Object.entries(thing).flatMap(([name, value]) => untyped(value, name));
  return isTyped || isPointer ? inner : [place, ...inner];
}
