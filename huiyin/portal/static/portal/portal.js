// Addresses that must not stay as they came; the page that is kept for when there is no net.
(() => {
  "use strict";
  const plainly = () => history.replaceState(null, "", location.pathname);

  // Beginning anew forgets the draft on this device once, not again at every reload.
  if (new URLSearchParams(location.search).has("new")) plainly();

  // A scanned receipt brings its query code behind the #: it goes into the field and leaves the address bar.
  const code = document.getElementById("code"), brought = decodeURIComponent(location.hash.slice(1));
  if (code && /^[0-9A-Za-z]{8}$/.test(brought)) { code.value = brought; plainly(); }

  const filing = document.querySelector("[data-worker]");
  if (filing) navigator.serviceWorker?.register(filing.dataset.worker).catch(() => {});
})();
