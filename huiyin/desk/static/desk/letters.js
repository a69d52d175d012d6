// Letters: files dropped are sent one by one; on the reading page the picture and the text point at each other.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Dropping files. Each is acknowledged on its own, so that a broken connection loses none that was received.
  const drop = document.querySelector("form[data-drop]");
  if (drop) {
    const input = drop.querySelector("input[type=file]"), zone = drop.querySelector(".drop"), say = drop.dataset;
    const list = drop.querySelector("[data-sending]"), counted = drop.querySelector("[data-counted]");
    all(".with-script", drop).forEach((note) => { note.hidden = false; });
    const count = () => { counted.textContent = input.files.length ? say.wordsCounted.replace("COUNT", input.files.length) : ""; };
    input.addEventListener("change", count);
    ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); }));
    ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, () => zone.classList.remove("over")));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      const together = new DataTransfer();
      [...input.files, ...event.dataTransfer.files].forEach((file) => together.items.add(file));
      input.files = together.files; count();
      drop.querySelector("button.first").focus();
    });
    const post = (url, body) => fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
    const token = () => drop.querySelector("[name=csrfmiddlewaretoken]").value;
    const send = async (url, file, row) => {
      const body = new FormData();
      body.append("csrfmiddlewaretoken", token());
      if (drop.querySelector("[name=together]:checked").value) body.append("together", "1");
      body.append("files", file);
      row.lastChild.textContent = `○ ${say.wordsSending}`;
      for (let tries = 0; tries < 3; tries += 1) {
        try {
          const answer = await post(url, body);
          if (answer.ok || answer.status === 422) {
            const said = (await answer.json()).said.join(" ");
            row.lastChild.textContent = answer.ok ? `✓ ${said || say.wordsDone}` : `■ ${said}`;
            return answer.ok && !said;
          }
        } catch { await new Promise((after) => setTimeout(after, 1000)); }
      }
      row.lastChild.textContent = `■ ${say.wordsBroken}`;
      return false;
    };
    drop.addEventListener("submit", async (event) => {
      const files = [...input.files];
      if (!files.length) return;
      event.preventDefault(); event.stopImmediatePropagation();
      const button = drop.querySelector("button.first");
      button.setAttribute("aria-busy", "true"); button.disabled = true;
      const rows = files.map((file) => {
        const row = document.createElement("li");
        row.append(`${file.name} `, document.createElement("span"));
        row.lastChild.textContent = say.wordsWaiting;
        return row;
      });
      list.replaceChildren(...rows); list.hidden = false;
      const head = new FormData(drop); head.delete("files");
      try {
        const answer = await post(location.pathname, head);
        if (!answer.ok) throw new Error(answer.status);
        const urls = await answer.json();
        let good = 0;
        for (const [place, file] of files.entries()) {
          good += await send(urls.add, file, rows[place]);
          counted.textContent = `✓ ${good} / ${files.length}`; rows[place].scrollIntoView({ block: "nearest" });
        }
        if (good === files.length) { location.assign(urls.batch); return; }
        const link = document.createElement("a");
        link.href = urls.batch; link.textContent = say.wordsOpen; link.className = "button";
        if (good) list.after(link);
      } catch { drop.submit(); return; }
      button.removeAttribute("aria-busy"); button.disabled = false;
    }, true);
  }

  const form = document.querySelector("form[data-letter]");
  if (!form) return;
  const box = form.querySelector(".mirrored"), text = box.querySelector("textarea"), mirror = box.querySelector(".mirror");
  const pane = document.querySelector(".letter-picture .pane");
  let lines = JSON.parse(box.dataset.lines).map(([page, line, start, end]) => ({ key: `${page}-${line}`, start, end }));
  let unsure = JSON.parse(box.dataset.unsure), was = box.dataset.text;

  // What was typed moves the places behind it; a character that was touched is no longer doubtful.
  const follow = (now) => {
    let head = 0, tail = 0;
    const most = Math.min(was.length, now.length);
    while (head < most && was[head] === now[head]) head += 1;
    while (tail < most - head && was[was.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
    const until = was.length - tail, by = now.length - was.length;
    const moved = (place) => (place <= head ? place : place >= until ? place + by : Math.min(place, head));
    lines = lines.map((each) => ({ ...each, start: moved(each.start), end: Math.max(moved(each.end), moved(each.start)) }));
    unsure = unsure.filter((place) => place < head || place >= until).map((place) => (place < head ? place : place + by));
    was = now;
  };
  const draw = () => {
    mirror.replaceChildren();
    let at = 0;
    for (const place of unsure) {
      const mark = document.createElement("mark");
      mark.textContent = was[place];
      mirror.append(was.slice(at, place), mark);
      at = place + 1;
    }
    mirror.append(`${was.slice(at)}\n`);
  };
  text.value = text.value.replaceAll("\r\n", "\n");
  if (text.value !== was) follow(text.value);
  box.classList.add("alive"); draw();
  text.addEventListener("input", () => { follow(text.value); draw(); });

  // The key of a page marks it and shows it; the focus stays, so that the next key is heard, too.
  all("label.starts").forEach((label) => label.addEventListener("click", (event) => {
    if (event.target !== label || event.detail) return;
    event.preventDefault();
    label.control.checked = !label.control.checked;
    // Only the picture moves, not the page with what was typed.
    pane.scrollTop += label.closest("figure").getBoundingClientRect().top - pane.getBoundingClientRect().top - 8;
  }));
  const show = (key) => {
    all(".box.on").forEach((spot) => spot.classList.remove("on"));
    const spot = key && document.getElementById(`b-${key}`);
    if (!spot) return;
    spot.classList.add("on");
    const here = spot.getBoundingClientRect(), view = pane.getBoundingClientRect();
    if (here.top < view.top + 20 || here.bottom > view.bottom - 20) pane.scrollTop += here.top - view.top - view.height / 3;
    if (here.left < view.left || here.right > view.right) pane.scrollLeft += here.left - view.left - 20;
  };
  const lineAt = (place) => (lines.find((each) => each.start <= place && place < each.end) || lines.find((each) => each.end === place))?.key;
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === text) show(lineAt(text.selectionStart));
  });
  pane.addEventListener("click", (event) => {
    const spot = event.target.closest(".box"), line = spot && lines.find((each) => `b-${each.key}` === spot.id);
    if (!spot) return;
    event.preventDefault();
    if (!line) return show(spot.id.slice(2));
    text.focus({ preventScroll: true }); text.setSelectionRange(line.start, line.end); show(line.key);
    // Where the line stands in the text is measured on the mirror, which is drawn alike.
    const range = document.createRange(), walker = document.createTreeWalker(mirror, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), at = 0; node; at += node.data.length, node = walker.nextNode()) {
      if (line.start > at + node.data.length - 1) continue;
      range.setStart(node, line.start - at); range.collapse(true);
      const top = range.getBoundingClientRect().top;
      if (top < 60 || top > innerHeight - 60) window.scrollBy({ top: top - innerHeight / 2 });
      return;
    }
  });
  all("[data-go]", form).forEach((link) => link.addEventListener("click", (event) => { event.preventDefault(); show(link.dataset.go); }));
  const seenOf = (field) => field.closest(".cells > div, section > div")?.querySelector("[data-go]")?.dataset.go;
  form.addEventListener("focusin", ({ target }) => {
    if (target !== text && target.matches("input, select, textarea")) show(seenOf(target));
  });

  if (document.activeElement?.form === form) show(seenOf(document.activeElement));

  // Enter goes to the next field, with Ctrl it registers. Buttons, links and long texts keep their own Enter.
  const fields = () => all("input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea", form).filter((field) => field.offsetParent);
  form.addEventListener("keydown", (event) => {
    // Away from the fields, to the picture, where single keys do something and the arrows turn the pages.
    if (event.key === "Escape" && !event.isComposing) return pane.focus({ preventScroll: true });
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) { event.preventDefault(); return document.querySelector("button[form=letter]").click(); }
    if (!event.target.matches("input, select")) return;
    event.preventDefault();
    const row = fields(), following = row[row.indexOf(event.target) + 1];
    following?.focus();
    if (following?.matches("input")) following.select?.();
  });

  let size = 1;
  all("[data-zoom]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      size = Math.min(3, Math.max(1, size + (button.dataset.zoom === "+" ? 1 : -1)));
      pane.dataset.size = size; show(document.querySelector(".box.on")?.id.slice(2));
    });
  });
})();
