// Runs the Nu validator of HTML, which needs Java, on every page of a folder at once.

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const OUTPUT_LIMIT = 64 * 1024 * 1024;
const here = dirname(fileURLToPath(import.meta.url));

/** Returns what the validator calls an error, with the paths of pages within the folder. */
export function validatorFaults(folder) {
  const jar = join(here, "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
  const options = ["-jar", jar, "--skip-non-html", "--errors-only", folder];
  const run = spawnSync("java", options, { encoding: "utf8", maxBuffer: OUTPUT_LIMIT });
  if (run.error) return [`java could not be started: ${run.error.message}`];
  const lines = run.stderr.split("\n").filter((line) => line.trim() !== "");
  if (run.status !== 0 && lines.length === 0) lines.push(`ended with status ${run.status}`);
  return lines.map((line) =>
    line.replaceAll(`${pathToFileURL(folder).href}/`.replace("file://", "file:"), ""),
  );
}
