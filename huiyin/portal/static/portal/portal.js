// Addresses that must not stay as they came; the page that is kept for when there is no net.
(() => {
  "use strict";
  const plainly = () => history.replaceState(null, "", location.pathname);

  // Beginning anew forgets the draft on this device once, not again at every reload.
  if (new URLSearchParams(location.search).has("new")) plainly();

  // Which draft this tab writes: coming back to an address that names none, it goes on with that one.
  const here = (() => { try { return window.sessionStorage; } catch { return null; } })(), MINE = "huiyin:writing";
  const key = document.querySelector("form[data-draft^=submit] input[name=key], form[data-step] input[name=key]"), mine = here?.getItem(MINE);
  const choice = mine && document.querySelector(`[data-which] [data-draft-key="${CSS.escape(mine)}"]`);
  const link = mine && document.querySelector(`[data-unfinished="${CSS.escape(mine)}"]`);
  const back = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
  if (choice) location.replace(choice.href);
  else if (link && back) location.replace(link.href);
  else if (key) document.addEventListener("submit", () => here?.setItem(MINE, key.value), true);

  // A scanned receipt brings its query code behind the #: it goes into the field and leaves the address bar.
  const code = document.getElementById("code"), brought = decodeURIComponent(location.hash.slice(1));
  if (code && /^[0-9A-Za-z]{8}$/.test(brought)) { code.value = brought; plainly(); }

  const filing = document.querySelector("[data-worker]");
  if (filing) navigator.serviceWorker?.register(filing.dataset.worker).catch(() => {});
})();
