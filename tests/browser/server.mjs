// Serves a built site on this machine as GitHub Pages would: under a base path, `.html` may be left
// out, a folder is sent on to its slash and then shows its index, and an address without a file
// gets the page 404.html with status 404. Needs nothing but Node.

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "application/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".avif": "image/avif",
};
const PACKED = /^(?:text\/|application\/(?:javascript|json|xml)|image\/svg)/;

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Finds what answers an address: a file with its status, or the address to go on to. */
export function answer(folder, basePath, address) {
  let path;
  try {
    path = decodeURIComponent(address);
  } catch {
    return { status: 400 };
  }
  if (`${path}/` === basePath) return { status: 301, location: basePath };
  if (!path.startsWith(basePath)) return { status: 404 };
  const parts = path.slice(basePath.length).split("/");
  const missing = join(folder, "404.html");
  const notFound = { status: 404, file: isFile(missing) ? missing : undefined };
  if (parts.some((part) => part === ".." || part.includes("\0"))) return notFound;
  const file = join(folder, ...parts);
  if (parts.at(-1) === "") {
    const index = join(file, "index.html");
    return isFile(index) ? { status: 200, file: index } : notFound;
  }
  if (isFile(file)) return { status: 200, file };
  if (isFile(`${file}.html`)) return { status: 200, file: `${file}.html` };
  if (isFolder(file)) return { status: 301, location: `${address}/` };
  return notFound;
}

/**
 * Starts a server for a folder under a base path, which starts and ends with a slash, on any free
 * port. `address` is where the site begins.
 */
export async function startServer(folder, basePath = "/") {
  const server = createServer((request, response) => {
    const [address, query] = request.url.split("?");
    const { status, file, location } = answer(folder, basePath, address);
    const headers = { "Cache-Control": "max-age=600" };
    if (location !== undefined) headers.Location = query === undefined ? location : `${location}?${query}`;
    let body = file === undefined ? Buffer.from(`${status}\n`) : readFileSync(file);
    headers["Content-Type"] =
      file === undefined ? TYPES[".txt"] : (TYPES[extname(file)] ?? "application/octet-stream");
    if (PACKED.test(headers["Content-Type"]) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
      body = gzipSync(body);
      headers["Content-Encoding"] = "gzip";
      headers.Vary = "Accept-Encoding";
    }
    headers["Content-Length"] = body.length;
    response.writeHead(status, headers);
    response.end(request.method === "HEAD" ? undefined : body);
  });
  await new Promise((started, failed) => {
    server.once("error", failed);
    server.listen(0, "127.0.0.1", started);
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { origin, address: origin + basePath, close };
}
