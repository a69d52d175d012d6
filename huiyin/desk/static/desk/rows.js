// Lines of a table walked and ticked by key: <table data-rows>, buttons data-row="next|previous|tick|all|open".
// The buttons carry the keys (data-key), so that "?" lists them and whoever has no keyboard can press them.
(() => {
  "use strict";
  let table = document.querySelector("table[data-rows]");
  if (!table) return;
  const rows = () => [...table.querySelectorAll("tr[data-row-of]")];
  const box = (row) => row?.querySelector("input[type=checkbox]");
  let here = -1;
  // Where one stood when a line was opened: coming back, the next key goes on from there.
  const PLACE = `huiyin:row:${location.pathname}`;
  const kept = (() => { try { return window.sessionStorage; } catch { return null; } })();
  const remember = () => kept?.setItem(PLACE, JSON.stringify([rows()[here]?.dataset.rowOf, here]));
  const back = () => {
    const [which, at] = JSON.parse(kept?.getItem(PLACE) ?? "[null, -1]");
    const found = rows().findIndex((row) => row.dataset.rowOf === which);
    here = found >= 0 ? found : at - 1;
  };
  const go = (step) => {
    const all = rows();
    here = Math.min(Math.max(here + step, 0), all.length - 1);
    all.forEach((row, at) => at === here ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current"));
    all[here]?.focus();
  };
  const tick = () => { if (here < 0) go(1); const found = box(rows()[here]); if (found) { found.click(); } };
  const count = () => {
    const ticked = rows().filter((row) => box(row)?.checked).length;
    document.querySelectorAll("[data-ticked]").forEach((spot) => { spot.textContent = ticked; });
    document.querySelectorAll("[data-needs-ticked]").forEach((spot) => { spot.disabled = !ticked; });
  };
  const all = () => {
    const boxes = rows().map(box).filter(Boolean), on = !boxes.every((each) => each.checked);
    boxes.forEach((each) => { each.checked = on; });
    count();
  };
  const acts = { next: () => go(1), previous: () => go(-1), tick, all, open: () => rows()[Math.max(here, 0)]?.querySelector("a")?.click() };
  const wake = () => {
    table.addEventListener("change", count);
    table.addEventListener("click", ({ target }) => { if (target.closest("a")) { here = rows().indexOf(target.closest("tr")); remember(); } });
    table.addEventListener("focusin", ({ target }) => { const at = rows().indexOf(target.closest("tr")); if (at >= 0) here = at; });
    table.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const on = { ArrowDown: acts.next, ArrowUp: acts.previous }[event.key]
        || (event.target.matches("tr") && { " ": tick, Enter: acts.open }[event.key]);
      if (on) { event.preventDefault(); on(); }
    });
    document.querySelectorAll("[data-row]").forEach((spot) => {
      spot.hidden = false;
      spot.onclick = () => acts[spot.dataset.row]();
    });
    count();
  };
  // A list that was renewed (live.js) has other lines: where one stood is looked for again by the focus.
  document.addEventListener("huiyin:renewed", () => {
    table = document.querySelector("table[data-rows]");
    here = table ? rows().indexOf(document.activeElement?.closest("tr")) : -1;
    if (table) wake();
  });
  addEventListener("pageshow", count);
  back();
  wake();
})();
