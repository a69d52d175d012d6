// The record made on the spot: where one stands, and photos that wait on the device until there is a network.
// Words are kept by data-draft; photos lie in the browser's own store under the same name, for three days.
(() => {
  "use strict";
  const DAYS = 3;
  const input = document.querySelector("input[type=file][data-photos]");
  const told = document.querySelector("[data-photos-told]");

  // The place is asked for when somebody presses the button, never by itself.
  const locate = (root) => { for (const each of navigator.geolocation ? root.querySelectorAll("[data-locate]") : []) each.hidden = false; };
  locate(document); window.FieldPlace = locate;
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-locate]");
    if (button) {
      const words = button.parentElement.dataset, status = button.parentElement.querySelector("[role=status]");
      button.setAttribute("aria-busy", "true");
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        button.removeAttribute("aria-busy"); status.textContent = "";
        const field = document.getElementById(button.dataset.locate);
        const here = words.locateWords.replace("{lat}", coords.latitude.toFixed(5))
          .replace("{lon}", coords.longitude.toFixed(5)).replace("{m}", Math.round(coords.accuracy));
        field.value = field.value.replace(/（北纬[^）]*）|\(lat [^)]*\)/, "") + here;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }, () => { button.removeAttribute("aria-busy"); status.textContent = words.locateFault; },
      { enableHighAccuracy: true, timeout: 15000 });
    }
  });

  const store = () => new Promise((done, failed) => {
    const asked = indexedDB.open("huiyin-desk", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("photos");
    asked.onsuccess = () => done(asked.result); asked.onerror = () => failed(asked.error);
  });
  const within = async (mode, ask) => {
    const request = ask((await store()).transaction("photos", mode).objectStore("photos"));
    return new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
  };
  const say = (n) => { told.textContent = n ? told.dataset.photosTold.replace("{n}", n) : ""; };
  const restore = async (name) => {
    const kept = await within("readonly", (photos) => photos.get(name));
    if (!kept || !kept.files.length || input.files.length) return;
    // Sent, and its words are gone from this device: the record was made.
    const done = kept.sent && !localStorage.getItem("huiyin:draft:" + name) && !document.querySelector("[data-errors]");
    if (done || Date.now() - kept.at > DAYS * 864e5) return within("readwrite", (photos) => photos.delete(name));
    const basket = new DataTransfer();
    kept.files.forEach((file) => basket.items.add(file));
    input.files = basket.files;
    say(input.files.length);
  };
  if (!input || !window.indexedDB || !window.DataTransfer) return;
  const name = input.dataset.photos, form = input.form;
  const fresh = document.querySelector("[data-draft-done]")?.dataset.draftDone === name;
  (fresh ? within("readwrite", (photos) => photos.delete(name)) : restore(name)).catch(() => {});
  input.addEventListener("change", () => {
    within("readwrite", (photos) => photos.put({ at: Date.now(), files: [...input.files] }, name)).catch(() => {});
    say(0);
  });
  // Reached only with a network (house/huiyin.js says what is kept where there is none): what is sent is done with.
  form.addEventListener("submit", () => {
    within("readwrite", (photos) => photos.put({ at: Date.now(), files: [...input.files], sent: true }, name)).catch(() => {});
  }, true);
})();
