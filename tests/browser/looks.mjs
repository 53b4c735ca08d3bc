// What a page looks like at several widths, in light and dark: it never scrolls sideways, and
// axe-core finds nothing against WCAG 2.2 AA or its own best practices.

import axe from "axe-core";

export const WIDTHS = [390, 820, 1440];
export const COLOR_SCHEMES = ["light", "dark"];

// A phone's at twice its text size, which WCAG asks for.
const NARROWEST = 320;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Checks the open page in every look. */
export async function checkLooks(tab) {
  const faults = [];
  for (const width of WIDTHS) {
    for (const colorScheme of COLOR_SCHEMES) {
      await tab.look({ width, colorScheme });
      // Layout does not depend on colours.
      const found = colorScheme === "light" ? await sidewaysFaults(tab.page) : [];
      found.push(...(await accessFaults(tab.page)));
      faults.push(...found.map((fault) => `at ${width} px, ${colorScheme}: ${fault}`));
    }
  }
  await tab.look({ width: NARROWEST });
  faults.push(...(await sidewaysFaults(tab.page)).map((fault) => `at ${NARROWEST} px: ${fault}`));
  return faults;
}

/** Tells which elements stick out to the right when the page scrolls sideways. */
export async function sidewaysFaults(page) {
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    const name = (element) =>
      element.tagName.toLowerCase() +
      (element.id ? `#${element.id}` : "") +
      [...element.classList].map((word) => `.${word}`).join("");
    const sticksOut = (element) =>
      element.getBoundingClientRect().right > root.clientWidth + 1 ||
      (getComputedStyle(element).overflowX === "visible" && element.scrollWidth > root.clientWidth);
    // The innermost elements come last and are the ones to mend.
    const outside = [...document.body.querySelectorAll("*")]
      .filter(sticksOut)
      .slice(-3)
      .map((element) => `${name(element)} "${element.textContent.trim().slice(0, 40)}"`);
    return `${root.scrollWidth} px wide in ${root.clientWidth} px: ${outside.join(", ")}`;
  });
  return wide === null ? [] : [`scrolls sideways, ${wide}`];
}

/** Tells what axe-core finds, with all rules or with those that are named. */
export async function accessFaults(page, rules) {
  // Run as the debugger would: the policy of the page forbids an added script.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS };
  const violations = await page.evaluate(async (only) => {
    const results = await window.axe.run(document, {
      runOnly: only,
      resultTypes: ["violations"],
      preload: false,
      performanceTimer: false,
    });
    return results.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      number: nodes.length,
      where: nodes[0].target.join(" "),
      first: nodes[0].html.slice(0, 120),
      why: nodes[0].any[0]?.message ?? "",
    }));
  }, runOnly);
  return violations.map(
    ({ id, help, number, where, first, why }) =>
      `axe ${id}: ${help} (${number} times, first ${where} ${first}) ${why}`,
  );
}
