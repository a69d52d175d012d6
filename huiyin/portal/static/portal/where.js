// "I am there": the telephone compares where it is with the centres of all places, by itself; only the place is chosen.
(() => {
  "use strict";
  const box = document.querySelector("[data-locate]");
  if (!box || !navigator.geolocation) return;
  const status = box.querySelector("[role=status]"), key = document.querySelector("[name=key]")?.value || "";
  box.hidden = false;
  const near = async ({ coords }) => {
    const { centres } = await (await fetch(box.dataset.locate)).json();
    const narrow = Math.cos(coords.latitude * Math.PI / 180);
    const far = ([, , lon, lat]) => Math.hypot((lon / 1e6 - coords.longitude) * narrow, lat / 1e6 - coords.latitude);
    const [code, path] = centres.reduce((best, each) => far(each) < far(best) ? each : best);
    const link = document.createElement("a");
    link.href = `?${new URLSearchParams({ at: code, draft: key })}`; link.textContent = path;
    status.replaceChildren(box.dataset.near, link);
  };
  const refused = () => { status.textContent = box.dataset.refused; };
  box.querySelector("button").onclick = () => {
    status.textContent = box.dataset.asking;
    navigator.geolocation.getCurrentPosition((found) => near(found).catch(refused), refused, { timeout: 20000, maximumAge: 60000 });
  };
})();
