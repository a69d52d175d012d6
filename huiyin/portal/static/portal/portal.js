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

  // A scanned receipt brings number and query code behind the #: they go into their fields and leave the address bar.
  const code = document.getElementById("code"), number = document.getElementById("number");
  const [, digits, signs] = /^(\d{19}(?:\d\d)?)?([0-9A-Za-z]{8})?$/.exec(location.hash.slice(1)) || [];
  if (code && (digits || signs)) {
    if (digits) number.value = digits;
    if (signs) { code.value = signs; code.form.querySelector("button").focus(); }
    plainly();
  }

  // The slip of a member of a panel brings the number of the hearing and its code behind the # likewise.
  const seat = document.querySelector("[data-slip]"), [, hearing, word] = /^(H\d+)-([0-9a-z]{12})$/.exec(location.hash.slice(1)) || [];
  if (seat && word) {
    seat.elements.number.value = hearing; seat.elements.code.value = word; seat.querySelector("button").focus();
    plainly();
  }

  // The browser may offer to keep the pages on the telephone: it is asked where something is worth keeping, not before.
  const install = document.querySelector("[data-install]");
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    if (!install) return;
    install.hidden = false;
    install.querySelector("button").onclick = () => { install.hidden = true; event.prompt(); };
  });
  for (const button of document.querySelectorAll("[data-print]")) { button.hidden = false; button.onclick = () => print(); }

  // How many signs are left is said once most are used up: before the limit is met, and never by cutting what is typed.
  document.addEventListener("input", ({ target }) => {
    const most = Number(target.dataset.most), left = most - [...target.value].length, { wordsLeft, wordsOver } = document.body.dataset;
    if (!most) return;
    const id = `${target.id}_left`, note = document.getElementById(id) || document.createElement("p");
    note.textContent = left > most / 5 ? "" : (left < 0 ? wordsOver : wordsLeft).replace("N", Math.abs(left));
    if (note.isConnected || !note.textContent) return;
    Object.assign(note, { id, className: "hint" }); note.setAttribute("role", "status"); target.after(note);
  });

  // Which draft of the device the page wrote, for the page that comes where there is no net (portal/unsent.js).
  document.addEventListener("submit", ({ target }) => { if (target.dataset.draft) here?.setItem("huiyin:at", target.dataset.draft); }, true);

  const filing = document.querySelector("[data-worker]");
  if (filing) navigator.serviceWorker?.register(filing.dataset.worker).catch(() => {});
})();
