// What passes: the offer to take something back goes after its seconds; the first day's tour shows one step at a time.
(() => {
  "use strict";
  document.querySelectorAll("[data-gone-after]").forEach((spot) => {
    const left = spot.querySelector("[data-left]");
    let seconds = Number(spot.dataset.goneAfter);
    const beat = setInterval(() => { seconds -= 1; if (left) left.textContent = seconds; if (seconds <= 0) { clearInterval(beat); spot.remove(); } }, 1000);
  });

  const tour = document.querySelector("[data-tour]");
  if (!tour) return;
  const steps = [...tour.querySelectorAll("[data-at]")], [back, on] = ["back", "on"].map((name) => tour.querySelector(`[data-tour-${name}]`));
  let here = -1;
  const show = (step) => {
    here = Math.min(Math.max(step, 0), steps.length - 1);
    document.querySelector(".toured")?.classList.remove("toured");
    steps.forEach((each, at) => { each.hidden = at !== here; });
    const spot = [...document.querySelectorAll(steps[here].dataset.at)].find((each) => each.checkVisibility?.() ?? true);
    spot?.classList.add("toured");
    back.hidden = here === 0; on.hidden = here === steps.length - 1;
    steps[here].focus();
  };
  tour.addEventListener("toggle", () => { if (tour.open) show(0); else document.querySelector(".toured")?.classList.remove("toured"); });
  back.onclick = () => show(here - 1); on.onclick = () => show(here + 1); on.hidden = false;
  tour.addEventListener("keydown", ({ key }) => {
    if (!tour.open) return;
    if (key === "ArrowRight") show(here + 1); else if (key === "ArrowLeft") show(here - 1);
    else if (key === "Escape") { tour.open = false; tour.querySelector("summary").focus(); }
  });
})();
