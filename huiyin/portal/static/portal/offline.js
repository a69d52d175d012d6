// The page that is filled without a net sends itself when there is one: again and again under one key, filed once.
(() => {
  "use strict";
  const form = document.querySelector("form[data-later]"), KEY = "huiyin:later", AGAIN = 15000;
  if (!form) return;
  const note = document.getElementById("later"), sent = new URLSearchParams(location.hash.slice(1)).get("sent");
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const key = form.elements.key;
  key.value = sent || store?.getItem(KEY) || random();
  if (!sent) store?.setItem(KEY, key.value);

  const say = (words) => { note.hidden = false; note.querySelector(".head").textContent = form.dataset[words]; };
  let waiting = Boolean(sent), busy = false;

  // The page came from the device: a token to send with must come from the server first.
  const token = async () => {
    const fresh = await fetch(form.action, { cache: "no-store" });
    return new DOMParser().parseFromString(await fresh.text(), "text/html").querySelector("form[data-later] [name=csrfmiddlewaretoken]").value;
  };
  const body = async () => {
    const all = sent ? new FormData() : new FormData(form);
    all.set("key", key.value); all.set("csrfmiddlewaretoken", await token());
    return all;
  };
  const send = async () => {
    if (!waiting || busy) return;
    busy = true; say("sending");
    try {
      const answer = await fetch(sent ? form.dataset.last : form.action, { method: "POST", body: await body() });
      if (!sent && !answer.redirected) throw new Error(answer.status);
      if (!sent) store?.removeItem(KEY);
      waiting = false;
      location.replace(answer.redirected ? answer.url : form.dataset.last);
    } catch { say(sent ? "unknown" : "waiting"); }
    busy = false;
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); waiting = true; send(); });
  addEventListener("online", send);
  setInterval(send, AGAIN);
  if (sent) { form.hidden = true; send(); }
})();
