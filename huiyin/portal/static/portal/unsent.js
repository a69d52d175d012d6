// Runs before the others: the page without a net goes on with the draft of the page from which it came, not with another.
(() => {
  "use strict";
  const form = document.querySelector("form[data-later]"), came = location.hash.startsWith("#story=");
  const name = (() => { try { return came && sessionStorage.getItem("huiyin:at"); } catch { return null; } })();
  if (form && name) form.dataset.draft = name;
})();
