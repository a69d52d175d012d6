// The reception room's comforts: Alt and a letter where the browser leaves accesskey to us, and a button that prints.
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    // A browser that knows accesskey by itself has answered already, and says so.
    if (event.defaultPrevented || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const key = event.code.replace(/^(Key|Digit)/, "").toLowerCase();
    const spot = key.length === 1 && document.querySelector(`[accesskey="${CSS.escape(key)}"]`);
    if (!spot) return;
    event.preventDefault();
    spot.focus();
    spot.click();
    // What is chosen may open something to write: there the next word goes.
    document.getElementById(spot.dataset.opens || "")?.focus();
  });
  // A sheet that was begun has an address of its own: Back, a reload and a crash lead to it again, filled.
  const sheet = document.querySelector("[data-sheet]");
  sheet?.form.addEventListener("input", () => {
    const here = new URL(location);
    here.searchParams.set("sheet", sheet.value);
    history.replaceState(null, "", here);
  }, { once: true });
  // So many have to elect who speaks for them: where they are written opens as soon as that is plain.
  const elected = document.querySelector("details[data-from]");
  elected?.closest("form").addEventListener("input", ({ target }) => {
    const many = ["petitioners", "persons_present"].includes(target.name) && Number(target.value);
    if (many >= Number(elected.dataset.from)) elected.open = true;
  });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
