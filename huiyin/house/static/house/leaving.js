// Whoever wrote something out in the field on this device leaves by that page: it says what is not sent, and clears it.
(() => {
  "use strict";
  document.addEventListener("submit", (event) => {
    const field = event.target.dataset.signOut;
    if (!field || !localStorage.getItem("huiyin:field:who")) return;
    event.preventDefault(); event.stopImmediatePropagation();
    location.href = field + "#leave";
  }, true);
})();
