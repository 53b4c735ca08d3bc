// Reloads a page of the preview when it would look different, and shows what is wrong over it.
// Only a preview has this script; the pages that a build writes do not.
"use strict";
(() => {
  const { events, page, look } = document.currentScript.dataset;
  const query = new URLSearchParams({ page, look });
  const source = new EventSource(`${events}?${query.toString().replaceAll("+", "%20")}`);
  let overlay = null;

  source.addEventListener("reload", () => {
    source.close();
    location.reload();
  });
  source.addEventListener("faults", (event) => {
    overlay?.remove();
    overlay = show(event.data);
  });
  source.addEventListener("mended", () => overlay?.remove());
  // A page that is left open must not hold one of the few connections that a browser allows.
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  function show(words) {
    const host = document.createElement("div");
    const shadow = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      section { position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box;
        max-height: 60vh; overflow: auto; padding: 12px 16px 16px; background: #fffaf5;
        color: #16191d; border-top: 4px solid #a82c12; font: 14px/1.5 system-ui, sans-serif; }
      header { display: flex; gap: 16px; align-items: baseline; justify-content: space-between; }
      h2 { margin: 0; font-size: 16px; color: #a82c12; }
      p { margin: 4px 0 12px; }
      pre { margin: 0; white-space: pre; font: 13px/1.5 ui-monospace, monospace; overflow-x: auto; }
      button { font: inherit; min-height: 32px; padding: 0 12px; color: inherit;
        background: none; border: 1px solid currentColor; }
      button:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
      @media (prefers-color-scheme: dark) {
        section { background: #1c2024; color: #eae7e0; border-color: #ff9577; }
        h2 { color: #ff9577; }
        button:focus-visible { outline-color: #ffd54a; }
      }
      @media print { section { display: none; } }`);
    shadow.adoptedStyleSheets = [sheet];
    const section = document.createElement("section");
    section.setAttribute("role", "alert");
    section.setAttribute("aria-label", "Mistakes in the site");
    const header = document.createElement("header");
    const title = document.createElement("h2");
    title.textContent = "This page is not up to date";
    const hide = document.createElement("button");
    hide.textContent = "Hide";
    hide.addEventListener("click", () => host.remove());
    header.append(title, hide);
    const note = document.createElement("p");
    note.textContent = "Mend what stands below and save; the page then reloads by itself.";
    const text = document.createElement("pre");
    text.textContent = words;
    text.tabIndex = 0;
    section.append(header, note, text);
    shadow.append(section);
    document.body.append(host);
    return host;
  }
})();
