// Comforts for pages that work without it: drafts, one sending, leave-taking, first error, reading aloud.
(() => {
  "use strict";
  const DRAFT = "huiyin:draft:", DAYS = 3;
  const words = document.body.dataset;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const tell = (said) => { const note = document.getElementById("offline"); note.textContent = said; note.hidden = false; };
  const store = (() => { try { return window.localStorage; } catch { return null; } })();

  // Drafts: <form data-draft="name"> keeps its words on this device for three days; an element with
  // data-draft-done="name" on a later page (the receipt) ends the draft. Never kept: passwords, files, hidden fields.
  const kept = (form) => all("input, textarea, select", form).filter((field) =>
    field.name && !["password", "file", "hidden", "submit"].includes(field.type) && !("private" in field.dataset));
  const touched = (field) => ["checkbox", "radio"].includes(field.type)
    ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT"
      ? [...field.options].some((option) => option.selected !== option.defaultSelected && field.value)
      : field.value !== field.defaultValue;
  // A page that asks less of a draft (the first: the story alone) leaves the rest of it as it was.
  const saveDraft = (form) => {
    const name = DRAFT + form.dataset.draft, before = JSON.parse(store?.getItem(name) || "{}").fields || [];
    const fields = kept(form).map((f) => [f.name, ["checkbox", "radio"].includes(f.type) ? [f.value, f.checked] : f.value]);
    fields.push(...before.filter(([each]) => !form.elements[each]));
    store?.setItem(name, JSON.stringify({ at: Date.now(), fields }));
  };
  const fill = (form, fields) => {
    for (const [name, value] of fields) {
      const field = kept(form).find((f) => f.name === name && (!Array.isArray(value) || f.value === value[0]));
      if (field && Array.isArray(value)) field.checked = value[1];
      else if (field) field.value = value;
    }
  };
  // Two tabs never write into one draft (data-tabs): whichever came second keeps its words under a name of its own.
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const tab = (() => {
    try { return sessionStorage["huiyin:tab"] ||= fresh(); } catch { return ""; }
  })();
  const ownDraft = async (form) => {
    if (!("tabs" in form.dataset) || !navigator.locks) return;
    const first = await new Promise((ok) => navigator.locks.request(DRAFT + form.dataset.draft, { ifAvailable: true },
      (lock) => { ok(Boolean(lock)); return lock && new Promise(() => {}); }).catch(() => ok(true)));
    if (!first) form.dataset.draft += "~" + tab;
  };
  // What goes with it in the device's own database (portal/keeping.js) goes with it.
  const forget = (name) => { store?.removeItem(DRAFT + name); window.indexedDB?.deleteDatabase("huiyin:" + name); };
  const restoreDraft = (form) => {
    const key = DRAFT + form.dataset.draft, draft = JSON.parse(store?.getItem(key) || "null");
    // What the server keeps (data-draft-at) may be newer than what this device does.
    if (!draft || draft.at < Number(form.dataset.draftAt || 0) || form.querySelector("[aria-invalid=true]")) return;
    if (Date.now() - draft.at > DAYS * 864e5) return forget(form.dataset.draft);
    fill(form, draft.fields);
    form.querySelector("[data-restored]")?.remove();
    if (!kept(form).some(touched)) return;
    const note = document.createElement("div"), head = document.createElement("p"), drop = document.createElement("button");
    note.className = "notice split"; note.setAttribute("role", "status"); note.dataset.restored = ""; head.className = "head";
    head.textContent = words.wordsRestored; drop.textContent = words.wordsDiscard;
    drop.type = "button"; drop.className = "button";
    drop.onclick = () => { forget(form.dataset.draft); form.reset(); note.remove(); };
    note.append(head, drop); form.prepend(note);
  };
  // <button type="reset" data-draft-drop>: begin anew.
  document.addEventListener("reset", ({ target }) => {
    if (!target.querySelector("[data-draft-drop]")) return;
    forget(target.dataset.draft); target.querySelector("[data-restored]")?.remove();
  });
  const timers = new WeakMap();
  document.addEventListener("input", ({ target: { form } }) => {
    if (!form?.dataset.draft) return;
    clearTimeout(timers.get(form)); timers.set(form, setTimeout(saveDraft, 400, form));
  });

  // Whatever becomes of the sending, the words are kept first.
  document.addEventListener("submit", ({ target: form }) => {
    if (form.dataset.draft) { clearTimeout(timers.get(form)); saveDraft(form); }
  }, true);

  // Without a net nothing is sent, and the page stays as it is. The filing has a way of its own (portal/worker.js).
  // A form that keeps more than words says so itself: <p data-offline-told="…">.
  document.addEventListener("submit", (event) => {
    if (navigator.onLine || event.target.method !== "post" || new URL(event.target.action).pathname.startsWith("/submit/")) return;
    event.preventDefault(); event.stopImmediatePropagation();
    tell(event.target.querySelector("[data-offline-told]")?.dataset.offlineTold || words.wordsOffline);
  }, true);

  // One sending: a second press of the same button does nothing. Coming back to the page frees it again.
  const free = () => all("form[data-sent]").forEach((form) => {
    delete form.dataset.sent; all("[aria-busy]", form).forEach((b) => b.removeAttribute("aria-busy"));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes"; event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", free);
  // A page out of the browser's memory whose words are changed is a new sending: <input data-fresh> gets another key.
  addEventListener("pageshow", ({ persisted }) => persisted && all("input[data-fresh]").forEach((field) =>
    field.form.addEventListener("input", () => { field.value = fresh(); }, { once: true })));
  // A form shown again after sending is, for Back and reload, the page it stands on; else the browser asks to send twice.
  if (all("form").some((form) => form.method === "post" && new URL(form.action).pathname === location.pathname))
    history.replaceState(history.state, "", location.href);

  // <form data-guard>: the browser asks before words are lost.
  addEventListener("beforeunload", (event) => {
    if (all("form[data-guard]:not([data-sent])").some((form) => kept(form).some(touched))) event.preventDefault();
  });

  // Reading aloud, where the device has a voice.
  for (const button of window.speechSynthesis ? all("[data-read]") : []) {
    const start = button.textContent; button.hidden = false;
    button.onclick = () => {
      const talking = speechSynthesis.speaking; speechSynthesis.cancel(); button.textContent = start;
      if (talking) return;
      const speech = new SpeechSynthesisUtterance(document.getElementById("main").innerText);
      speech.lang = document.documentElement.lang.replace("zh-Hans", "zh-CN"); speech.rate = 0.9;
      speech.onend = () => { button.textContent = start; };
      button.textContent = words.wordsStop; speechSynthesis.speak(speech);
    };
  }

  // After loading and after htmx has swapped: forms wake up, the first error gets the focus.
  const wake = (root) => {
    all("[data-draft-done]", root).forEach(({ dataset: { draftDone: name } }) => { forget(name); forget(name + "~" + tab); });
    all("form[data-draft]", root).forEach((form) => "tabs" in form.dataset
      ? ownDraft(form).then(() => { restoreDraft(form); form.dataset.draftOwn = "yes"; form.dispatchEvent(new Event("huiyin:own")); })
      : restoreDraft(form));
    const first = root.querySelector("[data-errors]") || root.querySelector("[aria-invalid=true]");
    if (!first?.closest("[data-still]")) first?.focus();
  };
  wake(document);
  document.addEventListener("huiyin:kept", ({ target }) => restoreDraft(target));
  document.addEventListener("htmx:afterSwap", ({ detail }) => wake(detail.target));
  document.addEventListener("htmx:afterRequest", free);
  // data-while-seen: what a page asks over and over, it does not ask while nobody looks.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden && event.detail.elt.matches("[data-while-seen]")) event.preventDefault();
  });
  document.addEventListener("htmx:sendError", () => tell(words.wordsOffline));
  document.addEventListener("htmx:responseError", ({ detail }) => tell(detail.xhr.status === 401 ? words.wordsEnded : words.wordsOffline));
})();
