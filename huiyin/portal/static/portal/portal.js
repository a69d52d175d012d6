// A scanned receipt brings its query code behind the #: it goes into the field and leaves the address bar.
(() => {
  "use strict";
  const code = document.getElementById("code"), brought = decodeURIComponent(location.hash.slice(1));
  if (!code || !/^[0-9A-Za-z]{8}$/.test(brought)) return;
  code.value = brought;
  history.replaceState(null, "", location.pathname + location.search);
})();
