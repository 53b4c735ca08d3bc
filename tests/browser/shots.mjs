// Takes pictures of pages of a built site, for people to look at.
//
//     node shots.mjs FOLDER PICTURES [--pages NAME,…] [--print]
//
// FOLDER is the built site and PICTURES the folder for the pictures. Names are those of pages or of
// folders; without them, the pages that check.mjs opens are taken. Each is taken whole at three
// widths, light and dark; the file `talks-x-390-dark.png` shows `talks/x.html`. With --print each is
// printed to a PDF instead, with a picture of each of its sheets.

import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { COLOR_SCHEMES, WIDTHS } from "./looks.mjs";
import { printTo } from "./print.mjs";
import { startServer } from "./server.mjs";
import { chosenPages, fromDisk, siteFolder } from "./site.mjs";
import { openTab, startBrowser } from "./tab.mjs";

const DOTS_PER_INCH = 80;

const options = { pages: { type: "string" }, print: { type: "boolean" } };
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const [site, pictures, ...more] = positionals;
if (pictures === undefined) {
  console.error("usage: node shots.mjs FOLDER PICTURES [--pages NAME,…] [--print]");
  process.exit(2);
}
const folder = siteFolder(site);
const paths = chosenPages(folder, [...(values.pages?.split(",") ?? []), ...more]);

mkdirSync(pictures, { recursive: true });
const server = await startServer(folder);
const browser = await startBrowser();
const tab = await openTab(browser, fromDisk(folder, server));
for (const path of paths) {
  const name = path.replace(/\.html$/, "").replaceAll("/", "-");
  await tab.open(path);
  if (values.print) {
    const file = join(pictures, `${name}.pdf`);
    await printTo(tab, file);
    spawnSync("pdftoppm", ["-png", "-r", String(DOTS_PER_INCH), file, join(pictures, name)]);
    continue;
  }
  for (const width of WIDTHS) {
    for (const colorScheme of COLOR_SCHEMES) {
      await tab.look({ width, colorScheme });
      await tab.page.screenshot({
        path: join(pictures, `${name}-${width}-${colorScheme}.png`),
        fullPage: true,
      });
    }
  }
}
await browser.close();
await server.close();
console.log(`${paths.length} pages: ${paths.join(" ")}`);
