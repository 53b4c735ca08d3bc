// Goes the whole way of somebody new, in an empty folder with an empty home: a site is made, looked
// at, edited, broken and mended, built, published to a bare repository, and the published branch is
// opened as GitHub Pages would show it.
//
//     node journey.mjs PROGRAM
//
// PROGRAM is the briefbook to use. Prints each command with what it printed; the exit status is 1
// when something did not go as it should.

import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { checkLinks, checkMissing } from "./links.mjs";
import { startServer } from "./server.mjs";
import { fromServer } from "./site.mjs";
import { openTab, startBrowser } from "./tab.mjs";

const SITE = "north-pacific";
const ADDRESS = `https://example.org/${SITE}/`;
const TALK = "talks/2022-02-10-defence-ministers-call";
const PATIENCE = 20_000;

if (process.argv[2] === undefined) {
  console.error("usage: node journey.mjs PROGRAM");
  process.exit(2);
}
const program = resolve(process.argv[2]);
const top = mkdtempSync(join(tmpdir(), "journey-"));
const home = join(top, "home");
const work = join(top, "work");
const site = join(work, SITE);
for (const folder of [home, work]) mkdirSync(folder);
const env = { PATH: process.env.PATH, HOME: home, LANG: "C.UTF-8" };
const run = promisify(execFile);

/** Says what is done, without the name of the folder in which it happens. */
function tell(words) {
  console.log(words.replaceAll(`${top}/`, "").trimEnd());
}

/** Runs a command in a folder and prints it as a person would type it, with what it printed. */
async function command(folder, name, ...rest) {
  const shown = [name === program ? "briefbook" : name, ...rest.map((word) => (/[\s<>]/.test(word) ? `"${word}"` : word))];
  tell(`\n$ ${shown.join(" ")}`);
  const { stdout, stderr } = await run(name, rest, { cwd: folder, env });
  if (stdout + stderr !== "") tell(stdout + stderr);
  return stdout;
}

/** Starts the preview and waits for its address. */
async function startPreview() {
  tell("\n$ briefbook serve");
  const preview = spawn(program, ["serve", "--port", "0"], { cwd: site, env });
  let printed = "";
  const address = await new Promise((ready, failed) => {
    preview.on("exit", (status) => failed(new Error(`serve ended with ${status}: ${printed}`)));
    for (const stream of [preview.stdout, preview.stderr]) {
      stream.on("data", (data) => {
        printed += data;
        tell(String(data).replaceAll(/^/gm, "  | ").replace(/ {2}\| $/, ""));
        const found = /http:\/\/\S+/.exec(printed);
        if (found !== null) ready(found[0]);
      });
    }
  });
  const stop = async () => {
    preview.removeAllListeners("exit");
    const ended = new Promise((done) => preview.on("exit", (status) => done(status)));
    preview.kill("SIGINT");
    return ended;
  };
  return { address, stop };
}

/** Fails with a sentence unless something holds. */
function expect(holds, sentence) {
  if (!holds) throw new Error(sentence);
  tell(`  - ${sentence}`);
}

function edit(path, change) {
  const file = join(site, "content", path);
  writeFileSync(file, change(readFileSync(file, "utf8")));
  tell(`\n(content/${path} is edited)`);
}

/** Writes, breaks and mends while pages are open. */
async function preview(browser) {
  const { address, stop } = await startPreview();
  const { page, close } = await openTab(browser, { starts: [address] });
  const see = (words) => page.getByText(words).first().waitFor({ timeout: PATIENCE });
  await page.goto(`${address}${TALK}`);
  edit(`${TALK}.md`, (text) => text.replace(/^title: .*$/m, "title: Three ministers confer by phone"));
  await page.getByRole("heading", { level: 1, name: "Three ministers confer by phone" }).waitFor({ timeout: PATIENCE });
  expect(true, "the open page shows the new title by itself");

  await page.goto(`${address}talks/`);
  const title = "A talk to try things out";
  const said = await command(site, program, "new", "talk", title, "--when", "2022-02-12", "--with", "blinken");
  const path = /content\/(\S+\.md)/.exec(said)[1];
  edit(path, (text) =>
    text
      .replace(/^draft: .*\n/m, "")
      .replace(/^status:.*$/m, "status: held")
      .replace(/^sources:.*$/m, "sources: [seed-kyodo]"),
  );
  await see(title);
  expect(true, "the open list of talks shows the new one by itself");

  await page.goto(`${address}${TALK}`);
  const before = readFileSync(join(site, "content", `${TALK}.md`), "utf8");
  edit(`${TALK}.md`, (text) => text.replace("kishi-nobuo", "kishi-nobou"));
  const overlay = page.getByRole("alert", { name: "Mistakes in the site" });
  await overlay.waitFor({ timeout: PATIENCE });
  const words = await overlay.innerText();
  expect(words.includes("did you mean `kishi-nobuo`"), "the mistake stands over the page, with the way out");
  expect((await page.locator("h1").innerText()).includes("Three ministers"), "the page below it is usable");
  edit(`${TALK}.md`, () => before);
  await overlay.waitFor({ state: "detached", timeout: PATIENCE });
  expect(true, "it is gone when the mistake is mended");
  await close();
  const status = await stop();
  tell("\n(Ctrl-C)");
  expect(status === 0, "the preview ends with status 0");
}

/** Builds the site and publishes it to a bare repository. */
async function publish() {
  await command(site, program, "build");
  const bare = join(top, "github.git");
  await run("git", ["init", "--bare", "--quiet", bare], { env });
  await command(site, "git", "init", "--quiet", "--initial-branch", "main");
  await command(site, "git", "config", "--global", "user.name", "A. Newcomer");
  await command(site, "git", "config", "--global", "user.email", "newcomer@example.org");
  await command(site, "git", "add", ".");
  await command(site, "git", "commit", "--quiet", "--message", "Begin");
  await command(site, "git", "remote", "add", "origin", bare);
  await command(site, "git", "push", "--quiet", "origin", "main");
  await command(site, program, "publish", "github", "--branch", "gh-pages", "--base-url", ADDRESS);
  const status = (await run("git", ["status", "--porcelain"], { cwd: site, env })).stdout;
  expect(status === "", "the work tree is as it was");
  const published = join(top, "published");
  await run("git", ["clone", "--quiet", "--branch", "gh-pages", bare, published], { env });
  return published;
}

/** Opens the published branch as GitHub Pages shows it. */
async function read(browser, folder) {
  const server = await startServer(folder, `/${SITE}/`);
  try {
    const tab = await openTab(browser, fromServer(server), { width: 1440 });
    const { faults, asked } = await checkLinks(tab, folder, ADDRESS);
    faults.push(...(await checkMissing(tab)), ...tab.takeFaults());
    for (const fault of faults) tell(fault);
    expect(faults.length === 0, `of ${asked} addresses below /${SITE}/ none leads nowhere`);
    await tab.open(TALK);
    expect((await tab.page.locator("h1").innerText()) !== "", "pages are found without their ending");
    await tab.close();
  } finally {
    await server.close();
  }
}

const browser = await startBrowser();
try {
  await command(work, program, "init", SITE);
  await preview(browser);
  await read(browser, await publish());
  tell("\nthe way from nothing to a published site works");
} catch (error) {
  tell(`\nfailed: ${error.message}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  rmSync(top, { recursive: true, force: true });
}
