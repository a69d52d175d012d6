// Pictures and the signature of a record made on the spot: the digest (SHA-256) of each is made the moment it is taken,
// from the very bytes that are kept on the phone and sent; the house takes in nothing else.
window.FieldTaking = (form, entry, save) => {
  "use strict";
  const input = form.querySelector("[data-take]"), list = form.querySelector("[data-taken]"), sheet = form.querySelector("canvas");
  if (!input) return null;
  entry.files ||= []; entry.notes ||= [];
  const hex = (bytes) => [...new Uint8Array(bytes)].map((n) => n.toString(16).padStart(2, "0")).join("");
  const signature = () => entry.notes.findIndex((note) => note.what === "signature");
  const unsigned = () => { const at = signature(); if (at >= 0) { entry.files.splice(at, 1); entry.notes.splice(at, 1); } return at >= 0; };
  const most = Number(document.body.dataset.fileMb);
  const take = async (blob, name, what) => {
    const at = new Date().toISOString(), bytes = await blob.arrayBuffer();
    const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes));
    // Together: what is kept in between holds either both or none. There is one signature.
    if (what === "signature") unsigned();
    entry.files.push(bytes); entry.notes.push({ name, type: blob.type, what, at, sha256 });
  };
  const small = async (n) => {
    const picture = await createImageBitmap(new Blob([entry.files[n]], { type: entry.notes[n].type })).catch(() => null);
    if (!picture) return null;
    const canvas = document.createElement("canvas"), part = Math.min(1, 240 / Math.max(picture.width, picture.height));
    canvas.width = picture.width * part; canvas.height = picture.height * part;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", .7);
  };
  const draw = async () => {
    const rows = [];
    for (const [n, note] of entry.notes.entries()) {
      if (note.what !== "photo") continue;
      const li = document.createElement("li"), picture = document.createElement("img"), off = document.createElement("button");
      picture.src = await small(n) || ""; picture.alt = note.name;
      off.type = "button"; off.className = "plain"; off.textContent = list.dataset.off;
      off.onclick = async () => { entry.files.splice(n, 1); entry.notes.splice(n, 1); await save(); draw(); };
      li.append(picture, off); rows.push(li);
    }
    list.replaceChildren(...rows);
  };
  input.addEventListener("change", async () => {
    const large = [...input.files].find((file) => file.size > most * 1048576);
    input.setCustomValidity(large ? document.body.dataset.wordsTooLarge.replace("NAME", large.name).replace("MB", most) : "");
    if (large) return input.reportValidity();
    for (const file of input.files) await take(file, file.name, "photo");
    input.value = ""; await save(); draw();
  });

  // The signature: a finger on the glass, kept as a picture each time the finger is lifted.
  const pen = sheet.getContext("2d"), clear = form.querySelector("[data-clear]");
  let drawn = false, down = false, signing = Promise.resolve();
  const begin = () => { sheet.width = sheet.clientWidth * devicePixelRatio; sheet.height = sheet.clientHeight * devicePixelRatio; pen.scale(devicePixelRatio, devicePixelRatio); pen.lineWidth = 2.5; pen.lineCap = "round"; pen.strokeStyle = "#111"; drawn = false; };
  const spot = (event) => { const box = sheet.getBoundingClientRect(); return [event.clientX - box.x, event.clientY - box.y]; };
  sheet.addEventListener("pointerdown", (event) => {
    if (!sheet.width || sheet.width !== Math.round(sheet.clientWidth * devicePixelRatio)) begin();
    down = true; sheet.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...spot(event));
  });
  sheet.addEventListener("pointermove", (event) => { if (down) { pen.lineTo(...spot(event)); pen.stroke(); drawn = true; } });
  const signed = async () => {
    if (!drawn) return;
    drawn = false;
    await take(await new Promise((ok) => sheet.toBlob(ok, "image/png")), sheet.dataset.name, "signature");
    await save();
  };
  const inTurn = (work) => (signing = signing.catch(() => {}).then(work));
  for (const end of ["pointerup", "pointercancel"]) sheet.addEventListener(end, () => { down = false; inTurn(signed); });
  clear.onclick = () => inTurn(async () => { begin(); if (unsigned()) await save(); });
  // What was signed before the page was put away stands there again.
  const shown = async () => {
    const at = signature(), picture = at < 0 ? null : await createImageBitmap(new Blob([entry.files[at]])).catch(() => null);
    if (!picture || drawn || down) return;
    begin(); pen.drawImage(picture, 0, 0, sheet.clientWidth, sheet.clientHeight);
  };
  draw(); requestAnimationFrame(() => inTurn(shown));
  return () => inTurn(signed);
};
