// A passkey is made or shown: the server's question goes to the browser, its answer back with the form.
(() => {
  "use strict";
  const form = document.querySelector("[data-passkey]");
  if (!form) return;
  const fault = form.querySelector("[data-fault]"), field = form.elements.key;
  const tell = () => { fault.hidden = false; fault.focus(); };
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const opened = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  const asked = async () => {
    const token = form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(form.dataset.challenge, { method: "POST", headers: { "X-CSRFToken": token } });
    if (answer.redirected) location.assign(form.dataset.sure);
    return (await answer.json()).publicKey;
  };

  const made = async (publicKey) => {
    const user = { ...publicKey.user, id: bytes(publicKey.user.id) };
    const excludeCredentials = opened(publicKey.excludeCredentials);
    const found = await navigator.credentials.create({ publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), user, excludeCredentials } });
    return { found, response: { attestationObject: text(found.response.attestationObject) } };
  };

  const shown = async (publicKey) => {
    const allowCredentials = opened(publicKey.allowCredentials);
    const found = await navigator.credentials.get({ publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials } });
    return { found, response: { authenticatorData: text(found.response.authenticatorData), signature: text(found.response.signature) } };
  };

  form.addEventListener("submit", async (event) => {
    if (field.value) return;
    event.preventDefault();
    fault.hidden = true;
    try {
      const { found, response } = await (form.dataset.passkey === "make" ? made : shown)(await asked());
      const clientDataJSON = text(found.response.clientDataJSON);
      field.value = JSON.stringify({ id: found.id, rawId: text(found.rawId), type: found.type, response: { ...response, clientDataJSON } });
      form.submit();
    } catch { tell(); }
  });
})();
