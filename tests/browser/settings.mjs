// What readers set in their system or browser: forced colours, more contrast, less motion, and text
// at twice its size. The page keeps all of its words and its marks.

import { accessFaults, sidewaysFaults } from "./looks.mjs";

const ZOOM_WIDTH = 1280;
const USUAL_SIZE = 16;
const MOST_SECONDS = 0.01;

/** Checks the open page with one setting after the other. */
export async function checkSettings(tab) {
  const { page } = tab;
  const faults = [];
  const note = (setting, found) => faults.push(...found.map((fault) => `${setting}: ${fault}`));

  for (const colorScheme of ["light", "dark"]) {
    await tab.look({ width: 390, colorScheme, forcedColors: "active" });
    note(`forced colours, ${colorScheme}`, await page.evaluate(invisibleMarks));
    await tab.look({ colorScheme, contrast: "more" });
    note(`more contrast, ${colorScheme}`, await accessFaults(page, ["color-contrast"]));
  }
  await tab.look();
  note("less motion", await page.evaluate(motion, MOST_SECONDS));

  await tab.look({ width: ZOOM_WIDTH });
  const before = await page.evaluate(cutTexts);
  const session = await page.context().newCDPSession(page);
  // Once as a setting of the browser, which the style sheet's conditions see, once without.
  await session.send("Page.setFontSizes", { fontSizes: { standard: 2 * USUAL_SIZE, fixed: 26 } });
  const size = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  if (size < 2 * USUAL_SIZE)
    note("text size of the browser", [`is not followed: ${size} px instead of ${2 * USUAL_SIZE}`]);
  note("text size of the browser", await zoomFaults(page, before));
  await session.send("Page.setFontSizes", { fontSizes: { standard: USUAL_SIZE, fixed: 13 } });
  await session.detach();
  await page.evaluate((percent) => {
    document.documentElement.style.fontSize = percent;
  }, "200%");
  note("text at 200 %", await zoomFaults(page, before));
  await page.evaluate(() => document.documentElement.removeAttribute("style"));
  return faults;
}

async function zoomFaults(page, before) {
  const cut = await page.evaluate(cutTexts);
  return [...(await sidewaysFaults(page)), ...cut.filter((fault) => !before.includes(fault))];
}

/** In the page: texts that their box cuts off, and texts that lie over each other. */
function cutTexts() {
  const faults = [];
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim().slice(0, 40);
  const boxes = [];
  const cut = new Set();
  const whole = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (words(node) === "" || !holder.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      continue;
    range.selectNodeContents(node);
    let own = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    let isCut = false;
    for (let around = holder; around !== document.body && around !== null; around = around.parentElement) {
      const style = getComputedStyle(around);
      const box = around.getBoundingClientRect();
      // What a box that scrolls hides can be scrolled to, and lies over nothing until then.
      if (style.overflowX === "auto" || style.overflowX === "scroll")
        own = own
          .filter(({ left }) => left < box.right)
          .map(({ left, right, top, height }) => new DOMRect(left, top, Math.min(right, box.right) - left, height));
      if (style.overflowX !== "hidden" && style.overflowX !== "clip") continue;
      // Words for screen readers only stand in a box of a pixel.
      if (box.width <= 1 || box.height <= 1) {
        own.length = 0;
        break;
      }
      if (own.some(({ right, bottom }) => right > box.right + 1 || bottom > box.bottom + 1)) {
        isCut = true;
      }
    }
    if (own.length > 0) (isCut ? cut : whole).add(words(node));
    boxes.push(...own.map((box) => ({ box, node })));
  }
  // A crumb may be cut where the heading below says the same in full.
  faults.push(...[...cut].filter((text) => !whole.has(text)).map((text) => `"${text}" is cut off`));
  boxes.sort((one, two) => one.box.top - two.box.top);
  for (let first = 0; first < boxes.length; first += 1) {
    const { box, node } = boxes[first];
    for (let second = first + 1; second < boxes.length && boxes[second].box.top < box.bottom; second += 1) {
      const other = boxes[second];
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const down = Math.min(box.bottom, other.box.bottom) - other.box.top;
      // Boxes of lines are taller than their letters, so neighbours may touch.
      if (node !== other.node && across > 4 && down > Math.min(box.height, other.box.height) * 0.6) {
        faults.push(`"${words(node)}" lies over "${words(other.node)}"`);
      }
    }
  }
  return [...new Set(faults)];
}

/** In the page: drawn marks that have the colour of what they are drawn on. */
function invisibleMarks() {
  const faults = [];
  const colours = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const light = (text) => {
    const [red, green, blue] = colours(text).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => {
    for (let around = element; around !== null; around = around.parentElement) {
      const colour = getComputedStyle(around).backgroundColor;
      if (colours(colour)[3] !== 0) return colour;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)";
  };
  const shapes = "use, path, rect, circle, ellipse, polygon, polyline, line";
  for (const drawing of document.querySelectorAll("svg")) {
    if (!drawing.checkVisibility() || drawing.getBoundingClientRect().width < 2) continue;
    const drawn = [...drawing.querySelectorAll(shapes)];
    // A part that holds words alone has nothing that colours could hide.
    if (drawn.length === 0) continue;
    const below = light(ground(drawing));
    const stands = drawn.some((shape) => {
      const { fill, stroke } = getComputedStyle(shape);
      return [fill, stroke].some((colour) => {
        if (colour === "none" || colours(colour)[3] === 0) return false;
        const above = light(colour);
        return (Math.max(above, below) + 0.05) / (Math.min(above, below) + 0.05) >= 3;
      });
    });
    if (!stands)
      faults.push(
        `the drawing ${drawing.getAttribute("class") ?? ""} ${drawing.outerHTML.slice(0, 80)} cannot be seen`,
      );
  }
  return faults;
}

/** In the page: what still moves although the reader wants less motion. */
function motion(mostSeconds) {
  const faults = [];
  const seconds = (text) =>
    Math.max(...text.split(",").map((part) => parseFloat(part) * (part.trim().endsWith("ms") ? 0.001 : 1)));
  for (const element of document.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const name = `<${element.localName} class="${element.getAttribute("class") ?? ""}">`;
    if (style.scrollBehavior === "smooth") faults.push(`${name} scrolls smoothly`);
    if (style.animationName !== "none" && seconds(style.animationDuration) > mostSeconds)
      faults.push(`${name} has an animation`);
    if (seconds(style.transitionDuration) > mostSeconds) faults.push(`${name} has a transition`);
  }
  return [...new Set(faults)];
}
