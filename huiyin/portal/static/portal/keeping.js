// What is being written outlives a dead battery: words and papers lie in the device's own database, flushed to the disk
// at once. Three days at most; gone with the receipt or when somebody begins anew (house/huiyin.js).
(() => {
  "use strict";
  const form = document.querySelector("form[data-draft][data-kept]"), DAYS = 3;
  if (!form || !window.indexedDB) return;
  const nameHere = () => "huiyin:draft:" + form.dataset.draft, note = document.getElementById("kept");
  const local = (() => { try { return window.localStorage; } catch { return null; } })();
  const papers = form.querySelector("input[type=file]");

  const database = () => new Promise((ok, no) => {
    const asked = indexedDB.open("huiyin:" + form.dataset.draft, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onsuccess = () => ok(asked.result); asked.onerror = () => no(asked.error);
  });
  // Opened for each use and closed again: whoever ends the draft must be able to delete it.
  const using = async (mode, work) => {
    const opened = await database();
    try {
      return await new Promise((ok, no) => {
        const step = opened.transaction("kept", mode, { durability: "strict" }), asked = work(step.objectStore("kept"));
        step.oncomplete = () => ok(asked.result); step.onerror = step.onabort = () => no(step.error);
      });
    } finally { opened.close(); }
  };
  const get = (name) => using("readonly", (kept) => kept.get(name));
  const put = (name, value) => using("readwrite", (kept) => kept.put(value, name))
    .then(() => { note.hidden = false; note.dataset[name] = (value.files ?? value.fields).length; }).catch(() => {});
  const fresh = (kept) => kept && Date.now() - kept.at < DAYS * 864e5 ? kept : null;

  // Words: what house/huiyin.js keeps in the quick store may be lost with the power; a copy of it is not.
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { const words = local?.getItem(nameHere()); if (words) put("words", JSON.parse(words)); }, 600);
  });
  const wordsBack = async () => {
    const kept = fresh(await get("words")), quick = JSON.parse(local?.getItem(nameHere()) || "null");
    if (!kept || !local || (quick && quick.at >= kept.at)) return;
    local.setItem(nameHere(), JSON.stringify(kept));
    form.dispatchEvent(new Event("huiyin:kept", { bubbles: true }));
  };

  // Papers and photos: as they were chosen, put back into the field. What the server has already is not kept twice.
  const names = (files) => [...files].map((file) => file.name).join("、");
  const papersBack = async () => {
    const kept = fresh(await get("papers"));
    if (!kept?.files.length || papers.files.length || form.querySelector("[aria-invalid=true]")) return;
    const basket = new DataTransfer();
    kept.files.forEach((file) => basket.items.add(new File([file], file.name, { type: file.type })));
    papers.files = basket.files;
    const said = document.createElement("p");
    said.className = "notice"; said.id = "papers-back"; said.setAttribute("role", "status");
    said.textContent = form.dataset.papersBack + names(papers.files);
    papers.before(said);
  };
  papers?.addEventListener("change", () => {
    document.getElementById("papers-back")?.remove();
    put("papers", { at: Date.now(), files: [...papers.files] });
  });
  form.addEventListener("reset", () => { clearTimeout(timer); note.hidden = true; document.getElementById("papers-back")?.remove(); });

  // Under which name this tab keeps its words is known only now and then a moment later (house/huiyin.js).
  const back = () => {
    wordsBack().catch(() => {});
    if (papers && !form.dataset.held) papersBack().catch(() => {});
  };
  if (!("tabs" in form.dataset) || form.dataset.draftOwn || !navigator.locks) back();
  else form.addEventListener("huiyin:own", back, { once: true });
})();
