// Out with a phone: what is written is kept at once, sent when there is a net, once; what comes back is shown.
(() => {
  "use strict";
  const page = document.body.dataset, AGAIN = 20000, WAITS = ["waiting", "later"], WAITING = "huiyin:field:waiting";
  // A net that hangs is as good as none: so long is waited on opening, for an answer, for pictures to go out.
  const OPENING = 3000, ANSWER = 20000, PICTURES = 180000;
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const word = (name) => one(`#words [data-word="${name}"]`).textContent;
  const el = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text ?? "", ...more });
  const blank = (kind, act) => one(`template[data-blank="${kind}/${act}"]`);
  const screens = { list: one("[data-screen=list]"), form: one("[data-screen=form]") };
  let box = null, mine = null, entries = [], writing = null, stored = false, flush = null, free = null;
  // Another page of this phone: what one writes the other knows, one writes an entry at a time, one sends at a time.
  const tabs = new BroadcastChannel("huiyin:field");
  const locked = (name, work) => navigator.locks.request(`huiyin:field:${name}`, { ifAvailable: true }, work);
  const hold = (id) => new Promise((ok) => locked(id, (lock) => (lock ? new Promise(ok) : ok(null))));

  const fault = (said) => { const note = one("[data-fault]"); note.hidden = !said; one(".head", note).textContent = said || ""; };
  const net = () => { one("[data-net]").textContent = word(!navigator.onLine ? "offline" : stored ? "ready" : "online"); };
  const show = (name) => { for (const [each, screen] of Object.entries(screens)) screen.hidden = each !== name; scrollTo(0, 0); };

  // Keeping ------------------------------------------------------------------------------------------------------------
  const count = () => entries.filter((entry) => entry.state !== "sent").length;
  let turn = Promise.resolve();
  const inTurn = (work) => (...given) => (turn = turn.catch(() => {}).then(() => work(...given)));
  const keep = inTurn(async (entry) => {
    try { await box.put(entry); } catch { fault(word("noRoom")); throw new Error("no room"); }
    const at = entries.findIndex((each) => each.id === entry.id);
    if (at < 0) entries.push(entry); else entries[at] = entry;
    localStorage.setItem(WAITING, count()); tabs.postMessage("changed");
  });
  const drop = inTurn(async (entry) => {
    await box.drop(entry.id); entries = entries.filter((each) => each.id !== entry.id);
    localStorage.setItem(WAITING, count()); tabs.postMessage("changed");
  });
  const load = inTurn(async () => {
    const rows = await box.all();
    mine = rows.find((row) => row.id === "mine")?.told || mine;
    entries = rows.filter((row) => row.id !== "mine").sort((a, b) => a.at.localeCompare(b.at));
    localStorage.setItem(WAITING, count());
  });

  // The list -----------------------------------------------------------------------------------------------------------
  const button = (said, press, first) => el("button", said, { type: "button", className: first ? "button first" : "button", onclick: press });
  const line = (head, tag, about, buttons) => {
    const li = el("li"), name = el("strong", head), row = el("p"), acts = el("p", "", { className: "acts-inline" });
    row.append(name, " ", el("span", tag, { className: "tag" }));
    acts.append(...buttons); li.append(row);
    if (about) li.append(el("p", about, { className: "quiet" }));
    if (buttons.length) li.append(acts);
    return li;
  };
  const labelOf = (entry) => blank(entry.kind, entry.act)?.dataset.label || entry.act;
  const about = (entry) => [entry.title, entry.place].filter(Boolean).join(" ") || entry.fields.find(([name]) => name === "account")?.[1]?.slice(0, 40);
  const waitingLine = (entry) => {
    const buttons = [], again = (more) => async () => { await keep({ ...entry, ...more, state: "waiting" }); draw(); send(); };
    if (entry.state === "draft") buttons.push(button(word("open"), () => write(entry), true));
    if (entry.state === "refused") buttons.push(button(word("mend"), () => write(entry), true));
    if (entry.state === "overtaken") buttons.push(button(word("still"), again({ seen: entry.told.seen }), true), button(word("mend"), () => write(entry)));
    if (entry.state === "alike") {
      buttons.push(button(word("another"), again({ another: true }), true));
      for (const other of entry.told.alike) buttons.push(button(`${word("same")}：${other.number}`, same(entry, other)));
    }
    if (!WAITS.includes(entry.state)) buttons.push(button(word("drop"), async () => { if (confirm(word("really"))) { await drop(entry); draw(); } }));
    const li = line(labelOf(entry), word(entry.state), about(entry), buttons), told = entry.told || {};
    const said = [told.refused, told.instead, ...(entry.state === "overtaken" ? [word("news"), ...told.overtaken] : []),
      ...(entry.state === "alike" ? [word("alikeAsk"), ...told.alike.map((other) => `${other.title} ${other.number} ${other.stage}`)] : [])];
    if (["refused", "overtaken", "alike"].includes(entry.state)) {
      const note = el("div", "", { className: "notice soon" });
      note.append(...said.filter(Boolean).map((each) => el("p", each))); li.insertBefore(note, li.lastChild);
    }
    return li;
  };
  const same = (entry, other) => async () => {
    const account = entry.fields.filter(([name]) => name === "account");
    await keep({ ...entry, act: "add", record: other.number, title: other.title, fields: account, seen: "", state: "waiting", told: null });
    draw(); send();
  };
  // What leads on stands open, everything else unfolds.
  const ownLine = (record) => {
    const [first, ...rest] = record.acts.filter((act) => blank(record.kind, act)).map((act, n) => button(blank(record.kind, act).dataset.label,
      () => write(fresh(record.kind, act, { record: record.number, title: record.title, seen: record.seen })), !n));
    const li = line(record.title, record.stage, [record.number, record.due].filter(Boolean).join(" · "), first ? [first] : []);
    if (!rest.length) return li;
    const more = el("details", "", { className: "fold" }), acts = el("p", "", { className: "acts-inline" });
    acts.append(...rest); more.append(el("summary", word("more")), acts); li.append(more);
    return li;
  };
  const sentLine = (entry) => {
    const li = line(labelOf(entry), entry.done.stage, "", []), link = el("a", `${entry.done.title} ${entry.done.number}`, { href: entry.done.url });
    const row = el("p"); row.append(link); li.append(row);
    return li;
  };
  const draw = () => {
    net();
    one("[data-me]").textContent = mine ? `${mine.name} · ${mine.organ}` : "";
    const begins = one("[data-begin]"); begins.replaceChildren();
    for (const kind of mine?.begins || []) {
      const made = one(`template[data-blank^="${kind}/"][data-opens]`), act = made.dataset.blank.split("/")[1];
      begins.append(button(made.dataset.label, () => write(fresh(kind, act, {})), !begins.children.length));
    }
    const put = (name, rows) => { const section = one(`[data-${name}]`); one("ul", section).replaceChildren(...rows); return section; };
    put("waiting", entries.filter((entry) => entry.state !== "sent").map(waitingLine)).hidden = !count();
    const own = put("own", (mine?.records || []).map(ownLine)); one("[data-none]", own).hidden = Boolean(mine?.records.length);
    const sent = entries.filter((entry) => entry.state === "sent").reverse();
    put("sent", sent.map(sentLine)).hidden = !sent.length;
  };

  // Writing ------------------------------------------------------------------------------------------------------------
  const fresh = (kind, act, more) => ({ id: Strongbox.fresh(), kind, act, at: new Date().toISOString(), fields: [], files: [], notes: [], state: "draft", ...more });
  const read = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string" && value);
  const fill = (form, fields) => {
    for (const [name, value] of fields) for (const field of all(`[name="${CSS.escape(name)}"]`, form)) {
      if (["checkbox", "radio"].includes(field.type)) field.checked ||= field.value === value;
      else field.value = value;
    }
  };
  const places = (form) => {
    for (const field of all("select[name=place]", form)) for (const [code, path] of mine?.places || []) field.append(el("option", path, { value: code }));
  };
  // What most entries begin with: the day and the hour, as this phone has them.
  const begun = (form) => {
    const now = new Date(), two = (n) => String(n).padStart(2, "0");
    for (const name of ["on", "agreed_on", "done_on"]) if (form.elements[name]?.type === "date") form.elements[name].value = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    if (form.elements.hour) form.elements.hour.value = `${now.getHours()}:${two(now.getMinutes())}`;
  };
  const wrong = (form, told) => {
    const why = one("[data-why]", form); why.hidden = !told?.refused;
    why.replaceChildren(...[told?.refused, told?.instead].filter(Boolean).map((each) => el("p", each)));
    for (const [name, said] of Object.entries(told?.wrong || {})) {
      const spot = one(`[data-field="${CSS.escape(name)}"]`, form);
      if (spot) spot.prepend(el("p", said, { className: "error" }));
    }
    if (told?.refused) why.focus();
  };
  const write = async (old) => {
    const got = await hold(old.id);
    if (!got) return fault(word("elsewhere"));
    // As it lies on the phone now, which another page may have changed or sent since this list was drawn.
    const entry = await box.one(old.id).catch(() => null) || old;
    if (entry.state === "sent") { got(); await load(); return draw(); }
    free?.(); free = got; writing = entry; fault("");
    const form = blank(entry.kind, entry.act).content.cloneNode(true).querySelector("form"), note = one("[data-kept]", form);
    // Asked only of words that read like a report of wrongdoing, once the house has said so.
    const sure = one("[data-field=no_report]", form); if (sure) sure.hidden = !entry.told?.refused && !entry.fields.some(([name]) => name === "no_report");
    places(form); begun(form); fill(form, entry.fields); one("[data-about]", form).textContent = entry.title || "";
    let timer, newer = false;
    // It says that the phone has it only while nothing was written since.
    const save = async (state) => {
      newer = false;
      const place = form.elements.place?.selectedOptions?.[0]?.textContent || entry.place || "";
      await keep(Object.assign(entry, { fields: read(form), place, state, told: state === "draft" ? entry.told : null }));
      if (!newer) note.textContent = word("kept");
    };
    const later = () => { newer = true; note.textContent = ""; clearTimeout(timer); timer = setTimeout(flush, 400); };
    flush = () => { clearTimeout(timer); return save("draft").catch(() => {}); };
    form.addEventListener("input", later); form.addEventListener("change", later);
    window.FieldPlace?.(form);
    const taken = window.FieldTaking?.(form, entry, () => save("draft"));
    form.addEventListener("submit", async (event) => {
      event.preventDefault(); clearTimeout(timer);
      const empty = all("[aria-required=true]", form).find((field) => !field.value);
      if (empty) { empty.setAttribute("aria-invalid", "true"); return empty.focus(); }
      await taken?.(); clearTimeout(timer); flush = null;
      await save("waiting"); done(); send();
    });
    one("[data-drop]", form).onclick = async () => { clearTimeout(timer); if (confirm(word("really"))) { await drop(entry); done(); } };
    const found = one("[data-found]", form);
    if (found) found.onclick = async () => {
      clearTimeout(timer); await save("draft");
      write(fresh("dispute", "find", { round: entry.id, place: entry.place, fields: entry.fields.filter(([name]) => name === "place") }));
    };
    one("[data-back]").onclick = async () => { clearTimeout(timer); if (read(form).length) await save("draft"); done(); };
    one("[data-place]").replaceChildren(form); show("form"); wrong(form, entry.told);
  };
  const done = () => { writing = flush = null; free?.(); free = null; one("[data-place]").replaceChildren(); draw(); show("list"); };

  // Sending ------------------------------------------------------------------------------------------------------------
  const ask = async (most = ANSWER) => {
    const answer = await fetch(page.mine, { cache: "no-store", headers: { "X-By-Itself": "1" }, signal: AbortSignal.timeout(most) });
    const there = answer.ok && !answer.redirected;
    one("[data-sign-in]").hidden = there; one("[data-sign-in-link]").href = page.login;
    return there ? answer.json() : null;
  };
  const bodyOf = (entry) => {
    const body = new FormData();
    entry.fields.forEach(([name, value]) => body.append(name, value));
    const said = { kind: entry.kind, act: entry.act, key: entry.id, at: entry.at, record: entry.record, seen: entry.seen, round: entry.round, another: entry.another && "1" };
    for (const [name, value] of Object.entries(said)) if (value) body.set(`_${name}`, value);
    (entry.notes || []).forEach((note, n) => {
      body.append("_file", new Blob([entry.files[n]], { type: note.type }), note.name);
      body.append("_note", JSON.stringify(note));
    });
    return body;
  };
  const settle = async (entry, told, status) => {
    if (told.done) {
      // Who is in it need not stay on the phone; later entries on the same record go on from here.
      await keep({ id: entry.id, kind: entry.kind, act: entry.act, at: entry.at, fields: [], state: "sent", done: told.done });
      for (const next of entries) if (next.record === told.done.number && String(next.seen) === String(entry.seen)) await keep({ ...next, seen: told.seen });
    } else await keep({ ...entry, told, state: told.later ? "later" : told.alike ? "alike" : told.overtaken ? "overtaken" : "refused" });
  };
  // Asked for while one round of it is still failing, it is tried once more at once and not only when the clock says so.
  let again = false;
  const send = () => (navigator.onLine ? locked("send", async (lock) => {
    if (!lock) { again = true; return; }
    do { again = false; await sendAll(); } while (again);
  }) : draw());
  const sendAll = async () => {
    try {
      const told = await ask();
      // What is being written belongs to whoever began it: another one who signed in meanwhile waits until it is laid down.
      if (!told || (writing && told.who !== box.who)) return;
      if (told.who !== box?.who) await begin(told);
      const todo = entries.filter((entry) => WAITS.includes(entry.state) && entry.id !== writing?.id);
      // A round goes before what was found on it.
      for (const entry of todo.sort((a, b) => (a.round ? 1 : 0) - (b.round ? 1 : 0))) {
        const now = await box.one(entry.id);
        if (!now || !WAITS.includes(now.state)) continue;
        const answer = await fetch(page.send, {
          method: "POST", body: bodyOf(now), headers: { "X-CSRFToken": told.token, "X-By-Itself": "1" }, signal: AbortSignal.timeout(PICTURES),
        });
        if (answer.redirected) break;
        // A house that fails over one entry keeps none of the others.
        if (!(answer.headers.get("Content-Type") || "").includes("json")) continue;
        await settle(now, await answer.json(), answer.status);
      }
      mine = todo.length ? await ask() || told : told;
      await box.put({ id: "mine", at: "", told: mine });
    } catch { /* no net after all: everything stays, and is tried again */ }
    finally { if (!writing) draw(); }
  };

  // Coming and going ---------------------------------------------------------------------------------------------------
  const begin = async (told) => {
    box = await Strongbox.open(told ? told.who : Strongbox.last());
    try { await load(); } catch { fault(word("unread")); }
    if (told) { mine = told; await box.put({ id: "mine", at: "", told }); }
    const others = await Strongbox.others(box.who), note = one("[data-others]");
    note.hidden = !others; one("p", note).textContent = word("others").replace("{n}", others);
    draw();
  };
  const leave = async () => {
    await send();
    const dialog = one("#leave"), left = count();
    one("[data-leave-said]").textContent = left ? word("leaveWith").replace("{n}", left) : word("leave");
    dialog.returnValue = ""; dialog.showModal();
  };
  one("[data-leave]").onclick = leave;
  one("#leave").addEventListener("close", async ({ target }) => {
    if (target.returnValue !== "go" || !box) return;
    const told = await ask().catch(() => null);
    await Strongbox.wipe(box.who); localStorage.removeItem(WAITING); tabs.postMessage("left");
    if (told) await fetch(page.out, { method: "POST", headers: { "X-CSRFToken": told.token } }).catch(() => {});
    location.href = page.login;
  });
  navigator.serviceWorker?.register(page.worker).catch(() => {});
  navigator.serviceWorker?.ready.then(() => { stored = true; net(); });
  tabs.onmessage = async ({ data }) => {
    if (data === "left") return location.reload();
    if (box) await load().catch(() => {});
    if (!writing) draw();
  };
  // The camera, a call, the pocket: what was typed is kept before the phone puts the page away.
  document.addEventListener("visibilitychange", () => { if (document.hidden) flush?.(); });
  addEventListener("online", send); addEventListener("offline", net); setInterval(send, AGAIN);
  (async () => {
    net();
    const told = navigator.onLine ? await ask(OPENING).catch(() => null) : null;
    if (told || Strongbox.last()) await begin(told); else draw();
    await send();
    document.body.dataset.ready = "yes";
    if (location.hash === "#leave") { history.replaceState(null, "", location.pathname); leave(); }
  })();
})();
