// A file beyond the limit is said at once, not after it was sent. The limits stand on the body (huiyin/media/limits.py).
(() => {
  "use strict";
  const said = document.body.dataset;
  const most = (file) => Number(file.type.startsWith("video/") ? said.filmMb : said.fileMb);
  document.addEventListener("change", ({ target }) => {
    if (target.type !== "file") return;
    const large = [...target.files].find((file) => file.size > most(file) * 1048576);
    target.setCustomValidity(large ? said.wordsTooLarge.replace("NAME", large.name).replace("MB", most(large)) : "");
    if (large) target.reportValidity();
  });
})();
