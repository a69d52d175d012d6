// What others do shows without reloading: one line for all tabs of a browser says that something changed, and each page
// in view asks for itself again, by its own right. What somebody types or has ticked is never touched: then a word says it.
(() => {
  "use strict";
  const spot = document.querySelector("[data-live]"), line = document.body.dataset.liveLine;
  if (!line || !window.EventSource || !window.BroadcastChannel || !navigator.locks) return;
  const wire = new BroadcastChannel("huiyin:live");
  let waits = false, asking = false;

  const fields = (root) => [...root.querySelectorAll("input:not([type=hidden]), textarea, select")];
  const touched = (field) => ["checkbox", "radio"].includes(field.type) ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT" ? [...field.options].some((each) => each.selected !== each.defaultSelected)
      : field.value !== field.defaultValue;
  const typing = (root) => fields(root).some(touched)
    || (root.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), textarea, select"));
  const said = (root) => root.textContent.replace(/\s+/g, " ").trim();
  const mark = (spot) => spot && (spot.id ? `#${CSS.escape(spot.id)}` : spot.matches("a[href]") ? `a[href="${CSS.escape(spot.getAttribute("href"))}"]`
    : spot.matches("[name][value]") ? `[name="${CSS.escape(spot.name)}"][value="${CSS.escape(spot.value)}"]`
      : spot.matches("[data-row-of]") ? `[data-row-of="${CSS.escape(spot.dataset.rowOf)}"]` : "");

  const counts = (fresh) => document.querySelectorAll(".side nav a[href]").forEach((link) => {
    const other = [...fresh.querySelectorAll(".side nav a[href]")].find((each) => each.pathname === link.pathname && each.search === link.search);
    const now = link.querySelector(".num, kbd"), then = other?.querySelector(".num, kbd");
    if (now && then && now.outerHTML !== then.outerHTML) now.replaceWith(then);
  });
  const tell = () => { const note = document.querySelector("[data-live-note]"); if (note) note.hidden = false; };
  const put = (fresh) => {
    const other = fresh.querySelector("[data-live]");
    if (!spot || !other || said(other) === said(spot)) return;
    if (typing(spot) || document.querySelector("dialog[open]")) return tell();
    const here = spot.contains(document.activeElement) ? mark(document.activeElement) : "";
    const open = [...spot.querySelectorAll("details[open]")].map((each) => each.querySelector("summary")?.textContent.trim());
    spot.replaceChildren(...other.childNodes);
    spot.querySelectorAll("details").forEach((each) => { if (open.includes(each.querySelector("summary")?.textContent.trim())) each.open = true; });
    window.htmx?.process(spot);
    if (here) spot.querySelector(here)?.focus({ preventScroll: true });
    document.dispatchEvent(new Event("huiyin:renewed"));
  };
  const ask = async () => {
    if (document.hidden || asking) { waits = true; return; }
    waits = false; asking = true;
    try {
      // A page that is not drawn again by itself (a matter: who opens it is written down) asks only whether it went on.
      const ask = spot?.dataset.liveAsk;
      const answer = await fetch(ask || location.href, { headers: { "X-By-Itself": "1" }, credentials: "same-origin" });
      if (ask) { if (answer.status === 200 && !answer.redirected) tell(); } else if (answer.ok && !answer.redirected) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        counts(fresh); put(fresh);
      }
    } catch { waits = true; } finally { asking = false; }
  };
  wire.onmessage = ask;
  document.addEventListener("visibilitychange", () => { if (!document.hidden && waits) ask(); });

  // One tab holds the line; when it closes, the next one does.
  const stop = new AbortController();
  let source;
  const hold = () => new Promise((done) => {
    source = new EventSource(line);
    source.addEventListener("changed", () => { wire.postMessage(1); ask(); });
    source.addEventListener("end", () => { source.close(); done(); });
    source.onerror = () => { if (source.readyState === EventSource.CLOSED) done(); };
    stop.signal.addEventListener("abort", () => { source.close(); done(); });
  });
  // The page comes first; whoever only passes through needs no line.
  addEventListener("load", () => setTimeout(() =>
    stop.signal.aborted || navigator.locks.request("huiyin:live", { signal: stop.signal }, hold).catch(() => {}), 2000));
  addEventListener("pagehide", () => stop.abort());
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
})();
