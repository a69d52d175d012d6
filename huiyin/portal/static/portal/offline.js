// The page that is filled without a net sends itself when there is one: again and again under one key, filed once.
// What a later step said waits here in memory, is sent as it was, and the next page comes by itself.
(() => {
  "use strict";
  const form = document.querySelector("form[data-later]"), KEY = "huiyin:later", AGAIN = 15000;
  if (!form) return;
  const came = new URLSearchParams(location.hash.slice(1)), sent = came.get("sent"), step = came.get("step");
  const note = document.getElementById("later"), drop = document.querySelector("[data-drop]");
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const key = form.elements.key;
  key.value = sent || came.get("story") || store?.getItem(KEY) || random();
  if (!sent) store?.setItem(KEY, key.value);

  const say = (words) => { note.hidden = false; note.querySelector(".head").textContent = form.dataset[words]; };
  let waiting = Boolean(sent), busy = false, said = null, path = form.dataset.last;

  // The page came from the device: a token to send with must come from the server first.
  const token = async () => {
    const fresh = await fetch(form.action, { cache: "no-store" });
    return new DOMParser().parseFromString(await fresh.text(), "text/html").querySelector("form[data-later] [name=csrfmiddlewaretoken]").value;
  };
  const body = async () => {
    const all = sent ? new FormData() : new FormData(form);
    if (sent) for (const [name, value] of said || []) all.append(name, value);
    all.set("key", key.value); all.set("csrfmiddlewaretoken", await token());
    return all;
  };
  const unknown = () => say({ 2: "claims", 3: "asked" }[step] || (said ? "lastWords" : "unknown"));
  const send = async () => {
    if (!waiting || busy) return;
    busy = true; say("sending");
    try {
      const words = await body();
      if (waiting) {
        const answer = await fetch(sent ? path : form.action, { method: "POST", body: words });
        if (!sent && !answer.redirected) throw new Error(answer.status);
        if (!sent) store?.removeItem(KEY);
        waiting = false;
        location.replace(answer.redirected ? answer.url : path);
      }
    } catch { if (waiting) sent ? unknown() : say("waiting"); }
    busy = false;
  };
  const begin = () => { form.hidden = true; document.querySelector("[data-lead]").hidden = true; drop.hidden = false; unknown(); send(); };
  const memory = () => new Promise((ok) => {
    const worker = navigator.serviceWorker?.controller, line = new MessageChannel();
    line.port1.onmessage = ({ data }) => ok(data); setTimeout(ok, 2000);
    worker ? worker.postMessage("unsent", [line.port2]) : ok();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); waiting = true; send(); });
  // Whoever begins anew sends nothing any more: neither what waited nor an empty sheet.
  form.addEventListener("reset", () => {
    waiting = false; key.value = random(); store?.setItem(KEY, key.value); say("gone");
  });
  drop.querySelector("button").onclick = () => { waiting = false; said = null; drop.hidden = true; say("kept"); };
  addEventListener("online", send);
  setInterval(send, AGAIN);
  if (sent) memory().then((found) => { if (found) ({ said, path } = found); begin(); });
  else say(came.has("story") ? "story" : "begin");
})();
