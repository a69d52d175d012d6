// Pictures drawn from the tables beside them: <figure data-chart="lines|bars|stacked|flow"> holds a table whose cells have
// data-value. The picture shows the same numbers; a button shows the table, keys read number by number, Enter opens its list.
(() => {
  "use strict";
  if (!window.echarts) return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  // Told apart without colour, too: by dash and sign for lines, by pattern for bars.
  const hues = () => ["blue", "soon", "ok", "late", "ink-3"].map(colour);
  const dashes = ["solid", "dashed", "dotted", [8, 3, 2, 3]], signs = ["circle", "triangle", "rect", "diamond"];

  const read = (figure) => {
    const table = figure.querySelector("table"), heads = [...table.tHead.rows[0].cells].map((c) => c.textContent.trim());
    const rows = [...table.tBodies[0].rows].map((row) => {
      const cells = [...row.cells], dots = cells.filter((cell) => "value" in cell.dataset);
      return {
        label: cells[0].textContent.trim(), steps: cells.slice(1, cells.length - dots.length).map((c) => c.textContent.trim()),
        dots: dots.map((cell) => ({
          value: cell.dataset.value === "" ? null : Number(cell.dataset.value), text: cell.textContent.trim(),
          url: cell.querySelector("a")?.getAttribute("href") || "",
        })),
      };
    });
    const many = rows[0] ? rows[0].dots.length : 0;
    return { rows, columns: heads.slice(heads.length - many) };
  };

  const text = () => ({ color: colour("ink-2"), fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 });
  const box = (wide) => ({ left: 8, right: wide ? 16 : 12, top: 40, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" });
  const axis = (more) => ({
    axisLabel: { ...text(), hideOverlap: true }, axisLine: { lineStyle: { color: colour("line-2") } }, axisTick: { show: false },
    splitLine: { lineStyle: { color: colour("line") } }, ...more,
  });
  const shared = (unit, many) => ({
    color: hues(), textStyle: text(), animation: false,
    aria: { enabled: true, label: { enabled: false }, decal: { show: many > 1 } },
    tooltip: {
      trigger: "item", renderMode: "richText", confine: true, backgroundColor: colour("card"), borderColor: colour("line-2"),
      textStyle: { ...text(), color: colour("ink") }, valueFormatter: (value) => (value === null ? "—" : `${value}${unit}`),
    },
  });
  const legend = (columns) => (columns.length < 2 ? undefined : { type: "scroll", top: 0, left: 0, textStyle: text(), data: columns });
  // Of many lines those that never leave the ground are put out, and named behind the others; the table has them all.
  const MANY = 5;
  const awake = ({ rows, columns }) => {
    const says = columns.map((_, at) => columns.length < MANY || rows.some((row) => row.dots[at].value));
    const named = [true, false].flatMap((which) => columns.filter((_, at) => says[at] === which));
    const off = Object.fromEntries(columns.map((name, at) => [name, says[at]]));
    return columns.length < 2 ? undefined : { ...legend(named), selected: off };
  };

  const drawn = {
    lines({ rows, columns }, unit, wide) {
      return {
        ...shared(unit, 1), grid: box(wide), legend: awake({ rows, columns }),
        xAxis: axis({ type: "category", data: rows.map((row) => row.label), boundaryGap: false,
          axisLabel: { ...text(), hideOverlap: true, alignMinLabel: "left", alignMaxLabel: "right" } }),
        yAxis: axis({
          type: "value", min: 0, minInterval: 1, max: unit === "%" ? 100 : undefined,
          axisLabel: { ...text(), formatter: (value) => (unit === "%" ? `${value}%` : value) },
        }),
        series: columns.map((name, at) => ({
          name, type: "line", data: rows.map((row) => row.dots[at].value), connectNulls: false, symbolSize: 8,
          symbol: signs[at % signs.length], lineStyle: { width: 2.5, type: dashes[at % dashes.length] }, emphasis: { focus: "series" },
        })),
      };
    },
    bars: (data, unit, wide) => beams(data, unit, wide, undefined),
    stacked: (data, unit, wide) => beams(data, unit, wide, "all"),
    flow({ rows }, unit) {
      const names = new Map(), links = new Map();
      const node = (depth, label) => { const name = `${depth}:${label}`; names.set(name, { name, depth, label }); return name; };
      for (const row of rows) {
        const path = [row.label, ...row.steps].map((label, depth) => node(depth, label));
        for (let at = 1; at < path.length; at += 1) {
          const key = `${path[at - 1]}>${path[at]}`, link = links.get(key) || { source: path[at - 1], target: path[at], value: 0 };
          link.value += row.dots[0].value; links.set(key, link);
        }
      }
      const named = (name) => names.get(name).label, palette = [colour("blue"), colour("ink-3"), colour("ok")];
      return {
        ...shared(unit, 1),
        tooltip: { ...shared(unit, 1).tooltip, formatter: ({ data, name, value }) => (data.source
          ? `${named(data.source)} → ${named(data.target)} ${data.value}${unit}` : `${named(name)} ${value}${unit}`) },
        series: [{
          type: "sankey", left: 8, right: 8, top: 8, bottom: 8, nodeGap: 10, nodeWidth: 14, draggable: false, links: [...links.values()],
          data: [...names.values()].map(({ name, depth }) => ({
            name, depth, itemStyle: { color: palette[depth], borderWidth: 0 },
            label: { position: depth ? "left" : "right", formatter: () => named(name) },
          })),
          label: { ...text(), color: colour("ink") }, lineStyle: { color: colour("edge"), opacity: 0.3, curveness: 0.5 },
          emphasis: { focus: "trajectory" },
        }],
      };
    },
  };
  const beams = ({ rows, columns }, unit, wide, stack) => ({
    ...shared(unit, columns.length), grid: { ...box(wide), top: columns.length > 1 ? 40 : 8 }, legend: legend(columns),
    yAxis: axis({ type: "category", data: rows.map((row) => row.label), inverse: true, axisLabel: { ...text(), width: wide ? 168 : 132, overflow: "truncate" } }),
    xAxis: axis({ type: "value", min: 0, minInterval: 1 }),
    series: columns.map((name, at) => ({
      name, type: "bar", stack, data: rows.map((row) => row.dots[at].value), barMaxWidth: 22, emphasis: { focus: "series" },
      label: stack ? undefined : { show: true, position: "right", ...text(), formatter: ({ value }) => (value === null ? "" : value) },
    })),
  });

  const start = (figure) => {
    const canvas = figure.querySelector(".canvas"), twin = figure.querySelector(".twin"), toggle = figure.querySelector("[data-toggle]");
    const said = figure.querySelector(".said"), words = figure.dataset, unit = words.unit, kind = words.chart, data = read(figure);
    const columns = data.columns.length, flow = kind === "flow";
    let chart = null, at = -1;
    figure.querySelector(".canvas + .unseen").textContent = words.how;

    const draw = (size = {}) => {
      chart?.dispose();
      chart = window.echarts.init(canvas, null, { renderer: "canvas", ...size });
      chart.setOption(drawn[kind](data, unit, (size.width || canvas.clientWidth) > 560));
      chart.on("click", ({ componentType, seriesIndex, dataIndex }) => {
        const url = componentType === "series" && !flow && data.rows[dataIndex]?.dots[seriesIndex]?.url;
        if (url) location.assign(url);
      });
    };
    const height = () => {
      const rows = data.rows.length, many = kind === "bars" ? rows * columns : rows;
      if (kind === "bars" || kind === "stacked") return Math.max(8, 3.5 + many * (kind === "bars" ? 1.4 : 2));
      return flow ? 24 : 18;
    };
    const show = (picture) => {
      canvas.hidden = !picture; twin.hidden = picture; said.textContent = "";
      toggle.textContent = picture ? words.showTable : words.showPicture;
      toggle.setAttribute("aria-expanded", String(!picture));
      if (picture) { canvas.style.blockSize = `${height()}rem`; draw(); } else { chart?.dispose(); chart = null; }
    };

    // Number by number: row by row, in each row column by column.
    const point = (place) => {
      const last = data.rows.length * columns - 1;
      at = Math.min(Math.max(place, 0), last);
      const row = data.rows[Math.floor(at / columns)], column = at % columns, dot = row.dots[column];
      const steps = [row.label, ...row.steps].join(" → ");
      said.textContent = columns > 1 ? `${steps} ${data.columns[column]} ${dot.text}` : `${steps} ${dot.text}`;
      if (!flow) {
        chart.dispatchAction({ type: "downplay" });
        const where = { seriesIndex: column, dataIndex: Math.floor(at / columns) };
        chart.dispatchAction({ type: "highlight", ...where }); chart.dispatchAction({ type: "showTip", ...where });
      }
    };
    canvas.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
      if (step) { event.preventDefault(); point(at < 0 ? 0 : at + step); }
      if (event.key === "Home" || event.key === "End") { event.preventDefault(); point(event.key === "Home" ? 0 : Infinity); }
      if (event.key === "Enter" && at >= 0) {
        const url = data.rows[Math.floor(at / columns)].dots[at % columns].url;
        if (url) location.assign(url);
      }
    });
    toggle.addEventListener("click", () => { show(canvas.hidden); (canvas.hidden ? twin : canvas).focus(); });
    toggle.hidden = false;
    // Where there is nothing to draw (all of it zero, or too few to be told) the table says so.
    show(data.rows.some((row) => row.dots.some((dot) => dot.value)));
    return { again: (size) => { if (chart) draw(size); } };
  };

  const charts = [...document.querySelectorAll("figure[data-chart]")].filter((f) => f.querySelector("tbody tr")).map(start);
  // What lies between the margins of a sheet of A4, and sharp there.
  const SHEET = { width: 640, devicePixelRatio: 3 };
  let paper = false;
  const again = () => { if (!paper) charts.forEach((chart) => chart.again()); };
  // On a telephone the work comes first: pictures over a list begin folded.
  document.querySelectorAll("details[data-pictures]").forEach((fold) => {
    fold.open = innerWidth >= 640;
    fold.addEventListener("toggle", () => { if (fold.open) again(); });
  });
  let wait = 0;
  addEventListener("resize", () => { clearTimeout(wait); wait = setTimeout(again, 150); });
  dark.addEventListener("change", again);
  // On paper: as wide as the sheet, whatever the screen was, and dark on white, whatever the theme.
  const root = document.documentElement, print = (on) => {
    const theme = root.dataset.theme;
    paper = on; root.dataset.theme = on ? "light" : theme;
    charts.forEach((chart) => chart.again(on ? SHEET : {}));
    root.dataset.theme = theme;
  };
  addEventListener("beforeprint", () => print(true)); addEventListener("afterprint", () => print(false));
  new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-theme", "data-edition"] });
})();
