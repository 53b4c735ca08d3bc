// Tests of the checks of a page: one that is spoiled in one way fails the check that is there for it,
// with a message that names the fault.
//
//     node --test

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkChoices } from "./choices.mjs";
import { checkComforts } from "./comforts.mjs";
import { checkData } from "./data.mjs";
import { checkFocus } from "./focus.mjs";
import { checkLooks } from "./looks.mjs";
import { BODY, browser, expectFault, faultsOf, testSound } from "./sample.mjs";
import { checkSettings } from "./settings.mjs";
import { fromDisk } from "./site.mjs";
import { mainWords, openTab } from "./tab.mjs";

/** What the browser itself says of a page while it opens. */
const noises = () => [];

/** What the data for programs lack. */
const data = (_, folder) => checkData(folder);
const withData = (json) => ({ head: `<script type="application/ld+json">${json}</script>` });

testSound([checkFocus, checkLooks, checkSettings, noises, data]);

test("data that a policy lets stand are sound", async () => {
  const sound = withData('{"@context":"https://schema.org","@type":"Report","author":{"@id":"#a"}}');
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'">`;
  assert.deepEqual(await faultsOf(data, { head: policy + sound.head }), []);
});

test("data that are no JSON are found", () =>
  expectFault(data, withData("{'@type': 'Report'}"), /^index\.html: its data are no JSON/));

test("data of no context are found", () =>
  expectFault(data, withData('{"@type":"Report"}'), /have the @context undefined, not https:\/\/schema\.org/));

test("a thing without a type is found, however deep it stands", () =>
  expectFault(
    data,
    withData('{"@context":"https://schema.org","@type":"Report","citation":[{"name":"A list"}]}'),
    /say no @type of citation\[0\]/,
  ));

/** A page with the script of the theme and, at its foot, what that fills; `early` stands in the head. */
const withComforts = (change = (text) => text, early = EARLY) => ({
  head: `${early}<script src="brief.js" defer></script>`,
  style: `:root { color-scheme: light dark } body { background: light-dark(#fff, #000); color: light-dark(#000, #fff) }
    [data-theme=light] { color-scheme: light } [data-theme=dark] { color-scheme: dark } @media print { :root:root { color-scheme: light } }`,
  body: `${BODY.replace("</p></main>", `</p><ol class="dated">${ENTRIES}</ol></main>`)}<div class="foot"><div class="wrap"><div></div></div></div>`,
  files: { "brief.js": change(SCRIPT) },
});
const ENTRIES = '<li><h2><a href="#a">One</a></h2><h3><a href="#a">Two</a></h3></li><li><h3><a href="#b">Three</a></h3></li>';
const SCRIPT = readFileSync(new URL("../../static/brief.js", import.meta.url), "utf8");
const HEAD = readFileSync(new URL("../../templates/parts/head.html", import.meta.url), "utf8");
const EARLY = HEAD.match(/<script>.*<\/script>/)[0];
const comforts = (tab) => checkComforts(tab, "index.html", true);

test("the script of the theme passes the check of comforts", async () =>
  assert.deepEqual(await faultsOf(comforts, withComforts()), []));

test("colours that come too late are found", () =>
  expectFault(comforts, withComforts(undefined, ""), /^when the page begins to be drawn, its colours are not set/));

test("keys that act while somebody types are found", () =>
  expectFault(comforts, withComforts((text) => text.replace("if (typing || ", "if (")), /^while somebody types/));

test("keys that act with a modifier are found", () =>
  expectFault(
    comforts,
    withComforts((text) => text.replace("event.ctrlKey || ", "")),
    /does something|does not lead/,
  ));

test("low contrast is found in the dark", () =>
  expectFault(
    checkLooks,
    { style: "@media (prefers-color-scheme: dark) { p { color: #333 } }" },
    /dark: axe color-contrast/,
  ));

test("an image without words is found", () =>
  expectFault(checkLooks, { body: BODY.replace("<p>", '<p><img src="icon.svg">') }, /axe image-alt/));

test("a level of headings left out is against best practice", () =>
  expectFault(checkLooks, { body: BODY.replace("<p>", "<h4>Too deep</h4><p>") }, /axe heading-order/));

test("sideways scroll is found at the narrowest width alone", () =>
  expectFault(
    checkLooks,
    { style: "p { min-width: 350px }" },
    /^at 320 px: scrolls sideways, .* p "Ministers/,
  ));

test("sideways scroll of a wide screen is found", () =>
  expectFault(
    checkLooks,
    { style: "@media (min-width: 1000px) { p { width: 1500px } }" },
    /^at 1440 px, light: scrolls sideways/,
  ));

test("a message on the console is found", () =>
  expectFault(
    noises,
    { head: '<script src="a.js"></script>', files: { "a.js": "console.info('hello')" } },
    /console info: hello/,
  ));

test("an error of a script is found", () =>
  expectFault(
    noises,
    { head: '<script src="a.js"></script>', files: { "a.js": "nowhere()" } },
    /script error: nowhere/,
  ));

test("what the policy blocks is found", () =>
  expectFault(
    noises,
    { head: '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'"><style>p {}</style>' },
    /console error: .*Content Security Policy/,
  ));

test("a request to another host is found", () =>
  expectFault(
    noises,
    { body: BODY.replace("<p>", '<p><img src="https://site.invalid/a.png" alt="">') },
    /request.*: https:\/\/site\.invalid\/a\.png|ERR_NAME_NOT_RESOLVED/,
  ));

test("a file that is missing is found", () =>
  expectFault(
    noises,
    { body: BODY.replace("<p>", '<p><img src="no.png" alt="">') },
    /no\.png|ERR_FILE_NOT_FOUND/,
  ));

test("words that need script are found", async () => {
  const words = async (tab, folder) => {
    const plain = await openTab(browser, fromDisk(folder, { address: "" }), { script: false });
    await plain.open("index.html");
    const [one, two] = [await mainWords(tab.page), await mainWords(plain.page)];
    await plain.close();
    return one === two ? [] : ["other words"];
  };
  const files = { "a.js": "document.querySelector('main').append('Written late')" };
  await expectFault(words, { head: '<script src="a.js" defer></script>', files }, /other words/);
});

test("a focus that does not show is found", () =>
  expectFault(
    checkFocus,
    { style: "p a:focus-visible { outline: 0 }" },
    /<a> "(?:Home|Back to the top)" has the focus and does not show it/,
  ));

test("an outline that is there all the time shows no focus", () =>
  expectFault(
    checkFocus,
    { style: "main a { outline: 3px solid Highlight }" },
    /"Home" has the focus and does not show it/,
  ));

test("a focus that is covered is found", () =>
  expectFault(
    checkFocus,
    { style: "footer::after { content: ''; position: fixed; inset: 0; background: Canvas }" },
    /out of sight or covered/,
  ));

test("a focus outside the window is found", () =>
  expectFault(
    checkFocus,
    { style: "main a { position: absolute; left: -900px }" },
    /"Home" has the focus and is out of sight/,
  ));

test("an order other than the document's is found", () =>
  expectFault(
    checkFocus,
    { body: BODY.replace('<a href="index.html">', '<a tabindex="1" href="index.html">') },
    /Tab goes back|first stop of Tab/,
  ));

test("a first stop that does not skip is found", () =>
  expectFault(
    checkFocus,
    { body: `<a href="index.html">Home</a>${BODY}` },
    /^at 390 px: the first stop of Tab is not a link to <main>$/,
  ));

test("a control that sends the focus away is found", () => {
  const files = {
    "a.js": "document.querySelector('main a').onfocus = () => document.querySelector('a').focus()",
  };
  const message =
    /Tab never reaches <a> "(?:Home|Back to the top)"|the link to <main> does not move the focus there/;
  return expectFault(checkFocus, { head: '<script src="a.js" defer></script>', files }, message);
});

test("a drawing that forced colours hide is found", () =>
  expectFault(
    checkSettings,
    {
      body: BODY.replace(
        "<p>",
        '<svg class="mark" role="img" aria-label="Mark"><path d="M0 0h30v30z"/></svg><p>',
      ),
      style: "@media (forced-colors: active) { path { fill: Canvas } }",
    },
    /forced colours, (?:light|dark): the drawing mark/,
  ));

test("contrast that gets worse for who wants more is found", () =>
  expectFault(
    checkSettings,
    { style: "@media (prefers-contrast: more) { p { color: #888 } }" },
    /more contrast, light: axe color-contrast/,
  ));

test("motion against the reader's wish is found", () =>
  expectFault(
    checkSettings,
    { style: "a { transition: opacity 1s } html { scroll-behavior: smooth }" },
    /less motion: <(?:a|html) .*(?:transition|smoothly)/,
  ));

test("text that does not grow is found", () =>
  expectFault(
    checkSettings,
    { style: "html { font-size: 16px }" },
    /text size of the browser: is not followed: 16 px/,
  ));

test("text that is cut off when it grows is found", () =>
  expectFault(
    checkSettings,
    { style: "main p { max-height: 18rem; max-height: 300px; overflow: hidden }" },
    /is cut off/,
  ));

/** Choices on a page of the theme: two groups, and three events in two months. */
const theme = (name) => readFileSync(new URL(`../../static/${name}`, import.meta.url), "utf8");
const withChoices = ({ style = (text) => text, script = (text) => text, label = "Talks 2" } = {}) => {
  const group = (name, answers) => {
    const all = `<label><input type="radio" name="${name}" value="" checked>All 3</label>`;
    const each = answers.map(
      ([kind, value, words]) =>
        `<label class="${kind}"><input type="radio" name="${name}" value="${value}">${words}</label>`,
    );
    return `<fieldset><legend>${name}</legend>${all}${each.join("")}</fieldset>`;
  };
  const month = (name, events) =>
    `<section class="month"><header><div class="row"><h2>${name}</h2></div></header><ol>${events
      .map((kinds) => `<li class="ev ${kinds}"><h3>An event</h3></li>`)
      .join("")}</ol></section>`;
  const groups =
    group("kind", [["f1", "talk", label], ["f2", "launch", "Launches 1"]]) +
    group("state", [["f3", "held", "Held 2"], ["f4", "failed", "Failed 1"]]);
  return {
    head: '<script defer src="brief.js"></script>',
    style: style(theme("style.css") + theme("lists.css")),
    files: { "brief.js": script(theme("brief.js")) },
    body: BODY.replace(
      "<p>",
      `<form class="choices" method="dialog">${groups}<button class="btn" type="reset">Clear</button></form>
       <div class="events">${month("May", ["f1 f3", "f2 f4"])}${month("June", ["f1 f3"])}</div><p>`,
    ),
  };
};
const choices = (tab) => checkChoices(tab, "index.html", true);

test("choices that hide what they should are sound", async () =>
  assert.deepEqual(await faultsOf(choices, withChoices()), []));

test("an answer that says another number is found", () =>
  expectFault(choices, withChoices({ label: "Talks 3" }), /^Talks 3: 2 events are shown/));

test("events that do not fit and stay are found", () =>
  expectFault(
    choices,
    withChoices({ style: (text) => text.replace("body:has(.f4 > :checked) .ev:not(.f4),", "") }),
    /Failed 1: (3 events|other events|[12] headings|the line of numbers says)|paper|address/,
  ));

test("a heading above no event is found", () =>
  expectFault(
    choices,
    withChoices({ style: (text) => text.replace("(max-width: 1px)", "(max-width: 1px) and (width > 9px)") }),
    /headings stand above no event/,
  ));

test("paper that leaves events out is found", () =>
  expectFault(
    choices,
    withChoices({ style: (text) => text.replace(/@media screen(?=[^}]*\.f1 >)/, "@media all") }),
    /^paper: [01] of 3 events are printed/,
  ));

test("an address that does not keep the choice is found", () =>
  expectFault(
    choices,
    withChoices({ script: (text) => text.replace("history.replaceState", "String") }),
    /the address says/,
  ));
