// A link or a square code brings a one-time code behind the #: it goes into the field and leaves the address bar.
(() => {
  "use strict";
  const field = document.getElementById("id_pin"), brought = decodeURIComponent(location.hash.slice(1));
  if (!field || !/^[0-9a-z-]{16,24}$/.test(brought)) return;
  field.value = brought;
  history.replaceState(null, "", location.pathname);
})();
