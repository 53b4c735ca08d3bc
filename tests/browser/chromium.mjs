// Where Chromium is on this machine and how it is started, whoever drives it.

import { existsSync } from "node:fs";
import { join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

// Without these, a start looks for updates and services on the network.
export const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--hide-scrollbars",
  // Chromium's own sandbox does not start for the superuser.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** Returns where Chromium is installed, or ends with a sentence; nothing is downloaded. */
export function chromiumPath() {
  const folders = (process.env.PATH ?? "").split(":");
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const path = process.env.CHROMIUM ?? candidates.find((candidate) => existsSync(candidate));
  if (path === undefined) {
    console.error("Chromium is not installed; install it, or name it in CHROMIUM");
    process.exit(2);
  }
  return path;
}
