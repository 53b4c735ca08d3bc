// Tests of the checks of paper and of a whole site, and of the server and the choice of pages that
// they rest on: a site that is spoiled in one way fails the check that is there for it.
//
//     node --test

import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, checkBytes } from "./bytes.mjs";
import { checkLinks, checkMissing } from "./links.mjs";
import { checkPrint } from "./print.mjs";
import { BASE, BODY, PUBLISHED, expectFault, faultsOf, page, testSound } from "./sample.mjs";
import { answer } from "./server.mjs";
import { chosenPages } from "./site.mjs";
import { validatorFaults } from "./validate.mjs";

testSound([checkBytes, checkLinks, checkMissing, checkPrint]);

test("words that paper loses are found", () =>
  expectFault(
    checkPrint,
    {
      style:
        "@media print { p { height: 1em; overflow: hidden } main { color: transparent } h1 { position: absolute; left: -300px } }",
    },
    /not on paper|at the edge/,
  ));

test("an empty sheet is found", () =>
  expectFault(
    checkPrint,
    {
      style:
        "@media print { footer { break-before: page; } footer p { display: none } footer { height: 3cm } }",
    },
    /sheet 2 of 2 has 0 words/,
  ));

test("words at the edge of the paper are found", () =>
  expectFault(
    checkPrint,
    { style: "@page { margin: 0 } body { margin: 0 }" },
    /sheet 1: .* lies at the edge of the paper/,
  ));

test("a link that leads nowhere is found", () =>
  expectFault(checkLinks, { body: BODY.replace("index.html", "no.html") }, /no\.html answers 404/));

test("a fragment that leads nowhere is found", () =>
  expectFault(
    checkLinks,
    { body: BODY.replace("index.html", "index.html#no") },
    /index\.html#no has no such fragment/,
  ));

test("a link out of the base path is found", () =>
  expectFault(
    checkLinks,
    { body: BODY.replace("index.html", "/index.html") },
    /\/index\.html leaves the base path/,
  ));

test("a page that no link leads to is found", () =>
  expectFault(
    checkLinks,
    { files: { "talks/lost.html": page(BODY) } },
    /^talks\/lost\.html: no link leads here$/,
  ));

test("an old address that sends readers nowhere is found", () =>
  expectFault(
    checkLinks,
    {
      files: {
        "talks/old.html": page(
          BODY.replace("index.html", "../index.html"),
          '<meta http-equiv="refresh" content="0; url=no.html">',
        ).replaceAll(/"(style.css|icon.svg)"/g, '"../$1"'),
      },
    },
    /^talks\/old\.html: no\.html answers 404$/,
  ));

test("an address in the sitemap that leads nowhere is found", () =>
  expectFault(
    checkLinks,
    { files: { "sitemap.xml": `<urlset><url><loc>${PUBLISHED}no.html</loc></url></urlset>` } },
    /no\.html answers 404/,
  ));

test("a page for missing addresses that finds nothing is found", () =>
  expectFault(
    checkMissing,
    { files: { "404.html": page(BODY) } },
    /a missing address: (?:has no style|index\.html answers 404|console error|failed request)/,
  ));

test("pages, styles and scripts that weigh too much are found", async () => {
  const long = "x".repeat(LIMITS.page);
  const faults = await faultsOf(checkBytes, {
    body: BODY.replace("<p>", `<p>${long}`),
    style: `/*${"x".repeat(LIMITS.style)}*/`,
    head: '<script src="a.js"></script>',
    files: {
      "a.js": `/*${"x".repeat(LIMITS.script)}*/`,
      "talks/index.html": page("<p>".repeat(LIMITS.elements)),
      "talks/one.html": page("x".repeat(LIMITS.brief)),
    },
  });
  const expected = [
    /^index\.html has \d+ bytes; the limit is 150000$/,
    /^talks\/one\.html has \d+ bytes; the limit is 60000$/,
    /^talks\/index\.html has \d+ elements; the limit is 1500$/,
    /^404\.html and 1 more pages load \d+ bytes of style \(style\.css\); the limit is 36864$/,
    /^index\.html load \d+ bytes of script \(a\.js\); the limit is 12000$/,
  ];
  for (const message of expected)
    assert.equal(faults.filter((fault) => message.test(fault)).length, 1, `${message}`);
});

test("a page with many requests is found", () => {
  const pictures = Array.from(
    { length: LIMITS.requests },
    (_, number) => `<img src="icon.svg?${number}" alt="">`,
  );
  return expectFault(
    checkBytes,
    { body: BODY.replace("<p>", `<p>${pictures.join("")}`) },
    /index\.html makes \d+ requests; the limit is 8/,
  );
});

test("the validator finds what is no HTML", async () => {
  const found = await faultsOf((tab, folder) => validatorFaults(folder), {
    body: BODY.replace("<h1>", "<h1 wrong>"),
  });
  assert.equal(found.length, 1);
  assert.match(found[0], /^"?index\.html"?:.*wrong/);
});

test("the server answers as GitHub Pages does", async () => {
  const answers = async (tab, folder) => {
    const ask = (address) => {
      const { status, file, location } = answer(folder, BASE, address);
      return [status, file?.slice(folder.length + 1) ?? location ?? ""].join(" ").trim();
    };
    return [
      "/a/base/path",
      BASE,
      `${BASE}about`,
      `${BASE}talks`,
      `${BASE}talks/`,
      `${BASE}no/deep`,
      `${BASE}..%2f..%2fetc/hosts`,
      `${BASE}%zz`,
      "/",
    ].map(ask);
  };
  const files = { "about.html": page(BODY), "talks/index.html": page(BODY) };
  assert.deepEqual(await faultsOf(answers, { files }), [
    "301 /a/base/path/",
    "200 index.html",
    "200 about.html",
    "301 /a/base/path/talks/",
    "200 talks/index.html",
    "404 404.html",
    "404 404.html",
    "400",
    "404",
  ]);
});

test("pages are chosen by folder, and by name", async () => {
  const choices = async (tab, folder) => [
    chosenPages(folder).join(" "),
    chosenPages(folder, ["talks/b.html"]).join(" "),
  ];
  const files = Object.fromEntries(
    ["a", "b", "c"].map((name, index) => [`talks/${name}.html`, page(BODY + " ".repeat(index))]),
  );
  assert.deepEqual(await faultsOf(choices, { files }), [
    "404.html index.html talks/a.html talks/c.html",
    "talks/b.html",
  ]);
});
