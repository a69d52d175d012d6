// What is written out there lies in the phone's own database, each entry encrypted (AES-GCM) under a key that the
// browser never gives out. There is one key for each person who signed in; without it nobody reads the entries.
window.Strongbox = (() => {
  "use strict";
  const NAME = "huiyin-field", WHO = "huiyin:field:who";
  const database = () => new Promise((ok, no) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("keys");
      asked.result.createObjectStore("kept", { keyPath: ["who", "id"] });
    };
    asked.onsuccess = () => ok(asked.result); asked.onerror = () => no(asked.error);
  });
  // Opened for each use and closed again, flushed to the disk: what is told to be kept outlives the battery.
  const using = async (store, mode, work) => {
    const opened = await database();
    try {
      return await new Promise((ok, no) => {
        const step = opened.transaction(store, mode, { durability: "strict" }), asked = work(step.objectStore(store));
        step.oncomplete = () => ok(asked?.result); step.onerror = step.onabort = () => no(step.error);
      });
    } finally { opened.close(); }
  };
  const local = (() => { try { return window.localStorage; } catch { return null; } })();
  const said = (who, id, part) => new TextEncoder().encode(`${who}\n${id}\n${part}`);
  const seal = async (key, bytes, context) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: context }, key, bytes) };
  };
  const unseal = (key, { iv, data }, context) =>
    crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: context }, key, data);

  const keyOf = async (who) => {
    const found = await using("keys", "readonly", (keys) => keys.get(who));
    if (found) return found;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Two pages may make one at once: the first stays.
    await using("keys", "readwrite", (keys) => keys.add(made, who)).catch(() => {});
    return using("keys", "readonly", (keys) => keys.get(who));
  };
  const mineOnly = (who) => IDBKeyRange.bound([who], [who, []]);

  const open = async (who) => {
    const key = await keyOf(who);
    local?.setItem(WHO, who);
    // All of one moment: what is written or taken while it is sealed belongs to the next time.
    const shut = async ({ files = [], ...words }, id) => {
      const [sealed, ...taken] = await Promise.all([
        seal(key, new TextEncoder().encode(JSON.stringify(words)), said(who, id, "words")),
        ...files.map((bytes, n) => seal(key, bytes, said(who, id, n))),
      ]);
      return { who, id, words: sealed, files: taken };
    };
    const read = async (row) => ({
      ...JSON.parse(new TextDecoder().decode(await unseal(key, row.words, said(who, row.id, "words")))),
      files: await Promise.all(row.files.map((file, n) => unseal(key, file, said(who, row.id, n)))),
    });
    return {
      who,
      put: async (entry) => { const row = await shut(entry, entry.id); await using("kept", "readwrite", (kept) => kept.put(row)); },
      all: async () => Promise.all((await using("kept", "readonly", (kept) => kept.getAll(mineOnly(who)))).map(read)),
      one: async (id) => { const row = await using("kept", "readonly", (kept) => kept.get([who, id])); return row ? read(row) : null; },
      drop: (id) => using("kept", "readwrite", (kept) => kept.delete([who, id])),
    };
  };
  // The key goes first: whatever is left of the entries opens with nothing.
  const wipe = async (who) => {
    await using("keys", "readwrite", (keys) => keys.delete(who));
    await using("kept", "readwrite", (kept) => kept.delete(mineOnly(who)));
    local?.removeItem(WHO);
  };
  const others = async (who) => {
    const rows = await using("kept", "readonly", (kept) => kept.getAllKeys());
    return rows.filter(([whose, id]) => whose !== who && id !== "mine").length;
  };
  return { open, wipe, others, last: () => local?.getItem(WHO) || "", fresh: () => crypto.randomUUID() };
})();
