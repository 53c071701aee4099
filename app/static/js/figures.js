/*
 * Draws the figures of a page: those in view first, the others when the browser is idle, so that
 * all are there for the printer. The numbers stand in a table beside each, whatever happens here.
 *
 * A figure is {"data": [traces], "layout": {…}} and brings only what is its own; colors, letters
 * and margins come from here. A point whose customdata is (or begins with) an address leads there.
 */
(() => {
  "use strict";

  const canvases = Array.from(document.querySelectorAll("[data-figure]"));
  if (!canvases.length) return;

  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim();
  const PAPER_WIDTH = 640; // pixels: A4 upright within its margins

  const CHINESE = {
    moduleType: "locale",
    name: "zh-CN",
    dictionary: {},
    format: {
      days: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
      shortDays: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
      months: Array.from({ length: 12 }, (_, index) => `${index + 1}月`),
      shortMonths: Array.from({ length: 12 }, (_, index) => `${index + 1}月`),
      date: "%Y-%m-%d",
      decimal: ".",
      thousands: ",",
    },
  };

  let library = null;

  // A big file, fetched only by pages that show figures and once the first comes into view.
  function loadPlotly(address) {
    if (library) return library;
    library = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => {
        prepare(window.Plotly);
        resolve(window.Plotly);
      };
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    });
    return library;
  }

  function prepare(Plotly) {
    Plotly.register(CHINESE);
    Plotly.setPlotConfig({
      locale: document.documentElement.lang === "zh-CN" ? "zh-CN" : "en",
      // Without these two a button offers to send the figure to a foreign host.
      showSendToCloud: false,
      plotlyServerURL: "",
      displaylogo: false,
      // Buttons inside what is announced as one image could not be reached; ours stands below it.
      displayModeBar: false,
      responsive: true,
      doubleClick: false,
    });
  }

  function readFigure(canvas) {
    const own = canvas.querySelector("script[type='application/json']");
    if (own) return Promise.resolve(JSON.parse(own.textContent));
    return fetch(canvas.dataset.figureUrl, { credentials: "same-origin" }).then((response) => {
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    });
  }

  function merged(usual, own) {
    const result = Object.assign({}, usual);
    for (const [key, value] of Object.entries(own || {})) {
      const isBranch = value && typeof value === "object" && !Array.isArray(value);
      result[key] = isBranch ? merged(usual[key] || {}, value) : value;
    }
    return result;
  }

  function usualLayout(traces, isNarrow) {
    const isLying = traces.some((trace) => trace.orientation === "h");
    const hasLegend = traces.length > 1;
    const letters = { family: token("--sans"), size: 13, color: token("--text") };
    const axis = {
      automargin: true,
      fixedrange: true,
      gridcolor: token("--line"),
      linecolor: token("--line-strong"),
      tickfont: { color: token("--text-quiet"), size: 12 },
      zerolinecolor: token("--line-strong"),
    };
    return {
      font: letters,
      autosize: true,
      bargap: 0.35,
      colorway: [token("--accent"), "#98a2b3", token("--stage-3"), token("--gold"), "#475467"],
      dragmode: false,
      hoverlabel: { bgcolor: "#fff", bordercolor: token("--line-strong"), font: letters },
      hovermode: "closest",
      legend: isNarrow
        ? { orientation: "h", x: 0, y: -0.2, yanchor: "top" }
        : { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" },
      margin: { l: 8, r: 12, t: hasLegend && !isNarrow ? 32 : 12, b: 8 },
      paper_bgcolor: "transparent",
      plot_bgcolor: "transparent",
      separators: ".,",
      xaxis: merged(axis, { showgrid: isLying, rangemode: "tozero" }),
      yaxis: merged(axis, { showgrid: !isLying, rangemode: "tozero" }),
    };
  }

  function addressOf(point) {
    const data = point.customdata;
    const address = Array.isArray(data) ? data[0] : data;
    return typeof address === "string" && /^\/(?![/\\])/.test(address) ? address : null;
  }

  function follow(canvas) {
    canvas.on("plotly_click", (event) => {
      const address = addressOf(event.points[0]);
      if (address) window.location.assign(address);
    });
    canvas.on("plotly_hover", (event) => {
      canvas.classList.toggle("leads-on", Boolean(addressOf(event.points[0])));
    });
    canvas.on("plotly_unhover", () => canvas.classList.remove("leads-on"));
  }

  function offerDownload(canvas) {
    const figure = canvas.closest(".figure");
    const button = figure.querySelector("[data-figure-download]");
    button.hidden = false;
    button.addEventListener("click", () => {
      const filename = figure.querySelector("h2").textContent.trim();
      window.Plotly.downloadImage(canvas, { format: "png", scale: 2, filename });
    });
  }

  function draw(canvas) {
    if (canvas.dataset.state) return;
    canvas.dataset.state = "waiting";
    const waiting = canvas.querySelector(".figure-waiting");
    Promise.all([loadPlotly(canvas.dataset.plotly), readFigure(canvas)])
      .then(([Plotly, figure]) => {
        const layout = merged(usualLayout(figure.data, canvas.clientWidth < 480), figure.layout);
        waiting.remove();
        return Plotly.newPlot(canvas, figure.data, layout);
      })
      .then(() => {
        canvas.dataset.state = "drawn";
        follow(canvas);
        offerDownload(canvas);
        drawRestWhenIdle();
      })
      .catch(() => {
        canvas.dataset.state = "failed";
        waiting.textContent = waiting.dataset.failed;
        if (!waiting.isConnected) canvas.append(waiting);
        canvas.closest(".figure").querySelector(".figure-data").open = true;
      });
  }

  function drawRestWhenIdle() {
    const next = canvases.find((canvas) => !canvas.dataset.state);
    if (!next) return;
    const whenIdle = window.requestIdleCallback || ((task) => setTimeout(task, 200));
    whenIdle(() => draw(next));
  }

  if ("IntersectionObserver" in window) {
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          observer.unobserve(target);
          draw(target);
        }
      },
      { rootMargin: "100px" }
    );
    for (const canvas of canvases) observer.observe(canvas);
  } else {
    for (const canvas of canvases) draw(canvas);
  }

  const drawn = () => canvases.filter((canvas) => canvas.dataset.state === "drawn");
  window.addEventListener("beforeprint", () => {
    for (const canvas of drawn()) {
      window.Plotly.relayout(canvas, { width: PAPER_WIDTH, autosize: false });
    }
  });
  window.addEventListener("afterprint", () => {
    for (const canvas of drawn()) window.Plotly.relayout(canvas, { width: null, autosize: true });
  });
})();
