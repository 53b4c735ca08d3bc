// Takes pictures of pages of a built site, for people to look at.
//
//     node shots.mjs FOLDER PICTURES [PAGE…]
//
// FOLDER is the built site and PICTURES the folder for the pictures. Without a PAGE, those that
// check.mjs opens are taken. Each page is taken whole at three widths, light and dark; the file
// `talks-x-390-dark.png` shows `talks/x.html`.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { addressOf, chosenPages, serveHost, siteFolder, startBrowser } from "./site.mjs";

const WIDTHS = [390, 820, 1440];
const COLOR_SCHEMES = ["light", "dark"];
const HEIGHT = 900;

const folder = siteFolder(process.argv[2]);
const pictures = process.argv[3];
if (pictures === undefined) {
  console.error("usage: node shots.mjs FOLDER PICTURES [PAGE…]");
  process.exit(2);
}
const named = process.argv.slice(4);
const paths = named.length > 0 ? named : chosenPages(folder);

mkdirSync(pictures, { recursive: true });
const browser = await startBrowser();
for (const width of WIDTHS) {
  for (const colorScheme of COLOR_SCHEMES) {
    const viewport = { width, height: HEIGHT };
    const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
    await serveHost(context, folder);
    const page = await context.newPage();
    for (const path of paths) {
      await page.goto(addressOf(folder, path), { waitUntil: "load" });
      const name = path.replace(/\.html$/, "").replaceAll("/", "-");
      const file = join(pictures, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true });
    }
    await context.close();
  }
}
await browser.close();
console.log(`${paths.length} pages, ${paths.length * WIDTHS.length * COLOR_SCHEMES.length} pictures`);
