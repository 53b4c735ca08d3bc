// Prints pages to PDF on A4 and reads what came out: every word of the page is on paper and inside
// its edges, no sheet is empty, and there are not more sheets than the words need.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Points from the edge of the paper within which printers cut off.
const EDGE = 14;
const FEWEST_WORDS = 5;
// A sheet of lists and panels holds at least as many words, on average.
const WORDS_PER_SHEET = 110;
const OUTPUT_LIMIT = 64 * 1024 * 1024;

/** Prints the open page to a file. */
export async function printTo(tab, file) {
  await tab.look({ media: "print" });
  await tab.page.pdf({ path: file, format: "A4", printBackground: false, preferCSSPageSize: true });
  await tab.look();
}

/** Prints the open page and checks the sheets. */
export async function checkPrint(tab) {
  const folder = mkdtempSync(join(tmpdir(), "print-"));
  try {
    const file = join(folder, "page.pdf");
    await tab.look({ media: "print" });
    const wanted = await tab.page.evaluate(printedTexts);
    await printTo(tab, file);
    return sheetFaults(readSheets(file), rawText(file), wanted);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function pdftotext(file, option) {
  const run = spawnSync("pdftotext", [option, file, "-"], { encoding: "utf8", maxBuffer: OUTPUT_LIMIT });
  if (run.error) throw new Error(`pdftotext could not be started: ${run.error.message}`);
  return run.stdout;
}

/** Returns the words of each sheet with their places. */
function readSheets(file) {
  const sheets = pdftotext(file, "-bbox").split("<page ").slice(1);
  return sheets.map((text) => {
    const size = /width="([\d.]+)" height="([\d.]+)"/.exec(text).slice(1).map(Number);
    const words = [
      ...text.matchAll(
        /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g,
      ),
    ];
    return {
      size,
      words: words.map(([, ...parts]) => ({ box: parts.slice(0, 4).map(Number), text: parts[4] })),
    };
  });
}

// Hyphens come and go at the ends of lines, spaces too, and accents are written in two ways.
function bare(text) {
  return text
    .normalize("NFKC")
    .replace(/[\s\u00ad\u2010\u200b-]+/g, "")
    .toLowerCase();
}

function rawText(file) {
  return bare(pdftotext(file, "-raw"));
}

function sheetFaults(sheets, printed, wanted) {
  const faults = [];
  const total = sheets.reduce((sum, { words }) => sum + words.length, 0);
  const most = 2 + Math.ceil(total / WORDS_PER_SHEET);
  if (sheets.length > most) faults.push(`${sheets.length} sheets for ${total} words`);
  sheets.forEach(({ size: [width, height], words }, index) => {
    if (words.length < FEWEST_WORDS)
      faults.push(`sheet ${index + 1} of ${sheets.length} has ${words.length} words`);
    const cut = words.find(
      ({ box: [left, top, right, bottom] }) =>
        left < EDGE || top < EDGE || right > width - EDGE || bottom > height - EDGE,
    );
    if (cut) faults.push(`sheet ${index + 1}: "${cut.text}" lies at the edge of the paper`);
  });
  const lost = wanted.filter(
    (text) =>
      !bare(text)
        .split("\n")
        .every((part) => printed.includes(part)),
  );
  for (const text of lost.slice(0, 5)) faults.push(`not on paper: "${text.slice(0, 60)}"`);
  return faults;
}

/** In the page: every word of the main part that the print style shows. */
function printedTexts() {
  const found = new Set();
  const walker = document.createTreeWalker(
    document.querySelector("main") ?? document.body,
    NodeFilter.SHOW_TEXT,
  );
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const holder = node.parentElement;
    const isButton = holder.closest("button, script, title, desc");
    const isShown =
      holder.checkVisibility({ visibilityProperty: true }) && holder.getBoundingClientRect().width > 1;
    // Where an address is printed instead of a name, the name has no size.
    if (isButton || !isShown || parseFloat(getComputedStyle(holder).fontSize) === 0) continue;
    for (const word of node.textContent.trim().split(/\s+/)) found.add(word);
  }
  return [...found].filter((word) => word !== "");
}
