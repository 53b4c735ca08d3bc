import { openTab, startBrowser } from "./tab.mjs";
import { startServer } from "./server.mjs";
import { fromDisk, siteFolder } from "./site.mjs";
const [site, out, selector, looks, ...pages] = process.argv.slice(2);
const folder = siteFolder(site);
const server = await startServer(folder);
const browser = await startBrowser();
const tab = await openTab(browser, fromDisk(folder, server));
for (const path of pages) for (const look of looks.split(",")) {
  const [width, colorScheme, forced] = look.split("-");
  await tab.open(path);
  await tab.look({ width: Number(width), colorScheme, forcedColors: forced ? "active" : "none" });
  await tab.page.evaluate(() => { for (const d of document.querySelectorAll("details")) d.open = location.hash === "#open"; });
  await tab.page.locator(selector).first().screenshot({ path: `${out}/${path.replace(/.*\//, "").replace(".html", "")}-${look}.png` });
}
await browser.close(); await server.close();
