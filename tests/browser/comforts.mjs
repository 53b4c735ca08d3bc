// What the script adds for readers who look at many pages: colours of their own, keys, a citation to copy.
//
// The colours that a reader chose are there before anything is drawn, on this page and the next. Keys lead
// from one entry to the next and rest while somebody types, with a modifier, and when they are switched off.
// Without script nothing of it is shown.

/** Checks a page, in a tab with script or without. */
export async function checkComforts(tab, path, script) {
  const { page } = tab;
  await tab.open(path);
  if (!script) {
    const shown = await page.locator(".foot select, .foot details, .cite ~ button").count();
    return shown === 0 ? tab.takeFaults() : [`${shown} controls are shown that need script`];
  }
  const faults = [
    ...(await colourFaults(tab, path)),
    ...(await leadingFaults(tab, path)),
    ...(await restingFaults(tab, path)),
    ...(await copyFaults(tab)),
  ];
  await page.evaluate(() => localStorage.clear());
  return [...faults, ...tab.takeFaults()];
}

async function colourFaults(tab, path) {
  const { page } = tab;
  const faults = [];
  const light = () => page.evaluate(isLight);
  const choose = (theme) => page.locator(".foot select").selectOption(theme);
  await page.addInitScript(noteFirstBody);
  for (const [system, chosen] of [
    ["dark", "light"],
    ["light", "dark"],
  ]) {
    await tab.open(path);
    await tab.look({ colorScheme: system });
    await choose(chosen);
    if ((await light()) !== (chosen === "light")) faults.push(`${chosen} is chosen, and the page stays ${system}`);
    await tab.open(path);
    await tab.look({ colorScheme: system });
    const first = await page.evaluate(() => window.themeAtFirst);
    if (first !== chosen)
      faults.push(`when the page begins to be drawn, its colours are ${first ?? "not set"}, not ${chosen}`);
    if ((await page.locator(".foot select").inputValue()) !== chosen)
      faults.push("the choice is not shown when the page is opened again");
    await tab.look({ colorScheme: system, media: "print" });
    if (!(await light())) faults.push("paper is dark");
    await tab.look({ colorScheme: system });
    await choose("");
    if ((await light()) !== (system === "light"))
      faults.push(`the system is ${system}, and the page does not follow it`);
  }
  return faults;
}

/** Follows j and k, and sees that they do nothing with a modifier. */
async function leadingFaults(tab, path) {
  const { page } = tab;
  const faults = [];
  await tab.open(path);
  const { next, entries } = await page.evaluate(() => ({
    next: document.querySelector(".brief .pager")?.querySelector("[rel=next]")?.href,
    entries: document.querySelector(".brief .pager")
      ? 0
      : document.querySelectorAll("main :is(.ev, .dated) :is(h3, h4) > a").length,
  }));
  const here = () => page.evaluate(() => `${location} ${document.activeElement?.getAttribute("href") ?? ""}`);
  const still = await here();
  for (const key of ["Control+j", "Alt+j", "Meta+j", "Shift+J"]) {
    await page.keyboard.press(key);
    if ((await here()) !== still) faults.push(`${key} does something`);
  }
  if (next !== undefined) {
    await Promise.all([page.waitForURL(next), page.keyboard.press("j")]);
    await Promise.all([page.waitForURL((url) => url.href.endsWith(`/${path}`)), page.keyboard.press("k")]);
  } else if (entries > 1) {
    await page.keyboard.press("j");
    const first = await here();
    await page.keyboard.press("j");
    if (first === still || (await here()) === first) faults.push("j does not lead on");
    await page.keyboard.press("k");
    if ((await here()) !== first) faults.push("k does not lead back");
  }
  return faults;
}

/** Types, asks for the keys, and switches them off. */
async function restingFaults(tab, path) {
  const { page } = tab;
  const faults = [];
  await tab.open(path);
  await page.evaluate(() => {
    const box = document.createElement("input");
    box.id = "typed";
    document.querySelector("main").prepend(box);
    box.focus();
  });
  await page.keyboard.type("jk/?");
  const words = await page.evaluate(() => document.getElementById("typed")?.value);
  if (words !== "jk/?") faults.push(`while somebody types, keys do something: ${words}`);
  await tab.open(path);
  const told = () => page.evaluate(() => document.querySelector(".foot details").open);
  await page.keyboard.press("?");
  if (!(await told())) faults.push("? does not tell of the keys");
  await page.keyboard.press("Tab");
  if (!(await page.evaluate(() => document.activeElement.matches(".foot [type=checkbox]"))))
    faults.push("after ? the focus is not at the keys");
  await page.keyboard.press("?");
  if (await told()) faults.push("a second ? does not put the keys away");
  await page.keyboard.press("?");
  await page.locator(".foot [type=checkbox]").uncheck();
  await page.keyboard.press("?");
  if (!(await told())) faults.push("keys are switched off, and ? still does something");
  await page.locator(".foot [type=checkbox]").check();
  return faults;
}

async function copyFaults(tab) {
  const { page } = tab;
  const button = page.locator("#cite button");
  if ((await button.count()) === 0) return [];
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      window.copied = text;
    };
  });
  await button.click();
  const [copied, cited] = await page.evaluate(() => [window.copied, document.getElementById("cite-text").textContent]);
  return copied === cited ? [] : ["the button copies other words than the citation"];
}

/** In the page, before it is read: notes the colours that are set when the first thing can be drawn. */
function noteFirstBody() {
  new MutationObserver((changes, observer) => {
    if (!document.body) return;
    window.themeAtFirst = document.documentElement.dataset.theme;
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

/** In the page: whether the ground is light. */
function isLight() {
  const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
  return red + green + blue > 384;
}
