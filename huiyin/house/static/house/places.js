// A place by what is typed: characters, first letters of pinyin, other names. Without this script the words are sent as they are.
(() => {
  "use strict";
  for (const box of document.querySelectorAll("[data-places]")) {
    const field = box.querySelector("input[type=text]"), list = box.querySelector("[role=listbox]");
    const said = box.querySelector("[data-places-said]");
    let at = -1, timer, asked = 0;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" }))
      field.setAttribute(name, value);

    const shut = () => { list.hidden = true; at = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
    const take = (words) => { field.value = words; shut(); field.dispatchEvent(new Event("input", { bubbles: true })); clearTimeout(timer); field.dispatchEvent(new Event("change", { bubbles: true })); };
    const point = (to) => {
      const all = [...list.children];
      at = (to + all.length) % all.length;
      all.forEach((each, n) => each.setAttribute("aria-selected", String(n === at)));
      field.setAttribute("aria-activedescendant", all[at].id); all[at].scrollIntoView({ block: "nearest" });
    };
    const show = (places) => {
      list.replaceChildren(...places.map(({ path }, n) => {
        const row = document.createElement("li");
        row.id = list.id + n; row.textContent = path; row.setAttribute("role", "option"); row.setAttribute("aria-selected", "false");
        row.onpointerdown = (event) => event.preventDefault();
        row.onclick = () => take(path);
        return row;
      }));
      said.textContent = places.length ? box.dataset.found.replace("N", places.length) : box.dataset.none;
      if (!places.length || document.activeElement !== field) return shut();
      list.hidden = false; at = -1; field.setAttribute("aria-expanded", "true");
    };
    const ask = async () => {
      const mine = ++asked, words = field.value.trim();
      if (!words) return shut();
      try {
        const answer = await (await fetch(`${box.dataset.places}?q=${encodeURIComponent(words)}`)).json();
        if (mine === asked) show(answer.places);
      } catch { shut(); }  // without a net the words are sent as they are, and understood there
    };
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 180); });
    field.addEventListener("blur", () => { asked++; shut(); });
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") point(at + 1);
      else if (event.key === "ArrowUp") point(at < 0 ? -1 : at - 1);
      else if (event.key === "Enter" && at >= 0) take(list.children[at].textContent);
      else if (event.key === "Escape") shut();
      else return;
      event.preventDefault();
    });
  }
})();
