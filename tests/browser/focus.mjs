// Goes through a page with the Tab key, as a reader without a mouse does.
//
// The link that skips to the content comes first and works, everything that can be reached is
// reached in the order of the document, and each time one sees where one is: the element lies in
// the window, nothing covers it, and it looks other than before.

const MOST_STEPS = 3000;
const STEPS_AT_ONCE = 25;

/** Checks a page at a width. */
export async function checkFocus(tab, path, width) {
  const { page } = tab;
  // Where the focus was before would decide where Tab goes first.
  await tab.open(path);
  await tab.look({ width });
  await page.evaluate(prepare);
  const keys = await page.context().newCDPSession(page);
  let steps = 0;
  let ended = false;
  while (!ended && steps < MOST_STEPS) {
    // The page looks at each stop when the next key comes, so the keys need not wait for answers.
    await Promise.all(Array.from({ length: STEPS_AT_ONCE }, () => pressTab(keys)));
    steps += STEPS_AT_ONCE;
    ended = await page.evaluate(() => window.focusWalk.ended());
  }
  await keys.detach();
  const faults = ended ? [] : ["Tab does not come to an end"];
  faults.push(...(await page.evaluate(() => window.focusWalk.faults())));
  faults.push(...(await skipFaults(tab, path)));
  return faults.map((fault) => `at ${width} px: ${fault}`);
}

function pressTab(keys) {
  const key = { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 };
  return Promise.all([
    keys.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key }),
    keys.send("Input.dispatchKeyEvent", { type: "keyUp", ...key }),
  ]);
}

/** Tells whether the first stop leads past the head of the page to its main part. */
async function skipFaults(tab, path) {
  const { page } = tab;
  await tab.open(path);
  await page.keyboard.press("Tab");
  const target = await page.evaluate(() => {
    const link = document.activeElement;
    const wanted = link?.getAttribute?.("href");
    if (!wanted?.startsWith("#")) return null;
    const main = document.querySelector("main");
    return document.getElementById(wanted.slice(1)) === main && main !== null;
  });
  if (!target) return ["the first stop of Tab is not a link to <main>"];
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const main = document.querySelector("main");
    const active = document.activeElement;
    const after = main.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING;
    // A main part without a link leads to the first one after it.
    return after && active !== document.body ? [] : ["the link to <main> does not move the focus there"];
  });
}

/** In the page: notes how everything looks that can have the focus, while nothing has it. */
function prepare() {
  const selector = "a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]";
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const name = (element) => {
    const words = (element.textContent || element.value || element.id || "").replace(/\s+/g, " ").trim();
    return `<${element.localName}${[...element.classList].map((word) => `.${word}`).join("")}> "${words.slice(0, 40)}"`;
  };
  // Of the choices of one group, Tab stops at the one that is taken, else at the first.
  const stopOf = (element) => {
    if (element.type !== "radio") return element;
    const group = [...document.getElementsByName(element.name)];
    return group.find((choice) => choice.checked) ?? group[0];
  };
  const isReached = (element) => !element.disabled && element.tabIndex >= 0 && shown(element);
  const expected = new Set([...document.querySelectorAll(selector)].filter(isReached).map(stopOf));

  // A hidden control shows its focus on its label, or on what holds it.
  const bearers = (element) => [element, ...(element.labels ?? []), element.parentElement].filter(Boolean);
  const clear = (colour) => /^rgba\(.*, 0\)$|^transparent$/.test(colour);
  const looks = (element) => {
    const style = getComputedStyle(element);
    const outline =
      style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1 || clear(style.outlineColor)
        ? ""
        : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`;
    const border = ["Top", "Right", "Bottom", "Left"].map((side) =>
      parseFloat(style[`border${side}Width`]) > 0
        ? style[`border${side}Color`] + style[`border${side}Width`]
        : "",
    );
    return [outline, style.boxShadow, style.backgroundColor, style.color, ...border].join("|");
  };
  const before = new Map();
  const remember = (element) => {
    for (const bearer of bearers(element)) if (!before.has(bearer)) before.set(bearer, looks(bearer));
  };
  // Boxes that scroll can have the focus too, so everything is noted that may come.
  for (const element of document.querySelectorAll("body *")) {
    const scrolls = /auto|scroll/.test(
      getComputedStyle(element).overflowX + getComputedStyle(element).overflowY,
    );
    if (element.matches(selector) || scrolls) remember(element);
  }

  const seen = new Set();
  let previous = null;
  const hasGround = (element) =>
    [null, "::before", "::after"].some((part) => !clear(getComputedStyle(element, part).backgroundColor));
  const isSeen = (element) =>
    [...element.getClientRects()].some((box) => {
      const left = Math.max(box.left, 0),
        right = Math.min(box.right, innerWidth);
      const top = Math.max(box.top, 0),
        bottom = Math.min(box.bottom, innerHeight);
      if (right - left < 1 || bottom - top < 1) return false;
      const stack = document.elementsFromPoint((left + right) / 2, (top + bottom) / 2);
      const depth = stack.findIndex((hit) => element.contains(hit) || hit.contains(element));
      // What lies above without a ground of its own only widens the place to click.
      return depth >= 0 && !stack.slice(0, depth).some(hasGround);
    });

  const faults = [];
  let ended = false;
  const look = () => {
    const active = document.activeElement;
    const nowhere = active === null || active === document.body || active === document.documentElement;
    if (nowhere && previous === null) return;
    // After the last stop Tab leaves the page or starts over.
    if (nowhere || seen.has(active)) ended = true;
    if (ended) return;
    seen.add(active);
    const marked = bearers(active).filter((bearer) => before.get(bearer) !== looks(bearer));
    if (marked.length === 0) faults.push(`${name(active)} has the focus and does not show it`);
    else if (!marked.some(isSeen))
      faults.push(`${name(active)} has the focus and is out of sight or covered`);
    if (previous && !(previous.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING)) {
      faults.push(`Tab goes back, from ${name(previous)} to ${name(active)}`);
    }
    previous = active;
  };
  addEventListener("keydown", look, true);
  const missed = () =>
    [...expected]
      .filter((element) => !seen.has(element))
      .map((element) => `Tab never reaches ${name(element)}`);
  window.focusWalk = { ended: () => ended, faults: () => [...faults, ...missed()] };
}
