// Keys for those who never leave the keyboard: data-key presses, "?" shows them all.
(() => {
  "use strict";
  const KEYS_OFF = "huiyin:keys-off";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const store = (() => { try { return window.localStorage; } catch { return null; } })();

  // Keys: data-key="N" presses that link or button, Alt+anything stays the browser's; "?" shows the table.
  const dialog = document.getElementById("keys");
  // A dialog just closed keeps the focus until the next frame; that is not typing in it.
  const typing = ({ target }) => target.closest("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable], dialog[open]");
  const nameOf = (spot) => [...(spot.labels?.[0] || spot.querySelector("span:not(.num)") || spot).childNodes]
    .find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())?.data.trim() || spot.title;
  const showKeys = () => {
    if (!dialog.dataset.full) all("[data-key]").forEach((spot) => {
      const term = document.createElement("dt"), key = document.createElement("kbd"), what = document.createElement("dd");
      key.textContent = spot.dataset.key; term.append(key);
      what.textContent = nameOf(spot);
      dialog.querySelector("dl").append(term, what);
    });
    dialog.dataset.full = "yes"; dialog.showModal();
  };
  // Ctrl+Enter sends what is being written, from any field: whoever types needs no way to the button.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented || event.isComposing) return;
    const send = [...event.target.form?.elements ?? []].find((each) => each.matches("button.first:not(:disabled)"));
    if (send) { event.preventDefault(); send.click(); }
  });
  if (dialog) {
    const off = dialog.querySelector("[data-keys-off]");
    off.checked = store?.getItem(KEYS_OFF) === "yes";
    off.onchange = () => store?.setItem(KEYS_OFF, off.checked ? "yes" : "no");
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key === "?" && dialog.open) return dialog.close();
      if (typing(event)) return;
      if (event.key === "?") return showKeys();
      const spot = !off.checked && all("[data-key]").find((s) => s.dataset.key.toLowerCase() === event.key.toLowerCase());
      if (spot) { event.preventDefault(); spot.matches("input, textarea, select") ? spot.focus() : spot.click(); }
    });
  }
})();
