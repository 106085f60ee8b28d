// Runs in every page before its own scripts: writes down what is shown, removed, sent, and how the layout shifts.
(() => {
  const MOST = 5000; // pictures kept
  const watch = { pictures: [], refreshes: 0, blanks: 0, removals: 0, shifts: 0, sockets: [], sent: {} };
  watch.together = []; // the steps of A and B at every refresh, where there are two runs
  window.watch = watch;

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...args) {
      super(...args);
      watch.sockets.push(this);
    }

    send(data) {
      const kind = this.url.includes("/gan1d/live/") ? "stage" : "page";
      watch.sent[kind] = (watch.sent[kind] ?? 0) + 1;
      super.send(data);
    }
  };

  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) watch.shifts += value;
  }).observe({ type: "layout-shift", buffered: true });

  watch.stage = () => document.querySelector('[data-testid="gan1d-stage"]');
  watch.path = (name) => watch.stage()?.querySelector(`.tracegan1d_${name} .js-line`)?.getAttribute("d") ?? "";
  watch.b = () => document.querySelector('[data-testid="gan1d-stage-b"]');
  watch.graph = () => watch.stage()?.querySelector(".gan1d-figure");

  const look = () => {
    requestAnimationFrame(look);
    const stage = watch.stage();
    if (!stage?.dataset.step) return;
    watch.refreshes += 1;
    const b = watch.b();
    if (b && watch.together.length < MOST) watch.together.push([stage.dataset.step, b.dataset.step]);
    const now = { step: Number(stage.dataset.step), model: watch.path("model"), d: watch.path("d") };
    if (!now.model || !now.d) {
      watch.blanks += 1;
      return;
    }
    const last = watch.pictures.at(-1);
    if (last && last.step === now.step && last.model === now.model && last.d === now.d) return;
    if (watch.pictures.length < MOST) watch.pictures.push(now);
  };
  requestAnimationFrame(look);

  const chart = (node) =>
    node instanceof Element && (node.matches(".js-plotly-plot") || node.querySelector(".js-plotly-plot"));
  new MutationObserver((changes) => {
    for (const { removedNodes } of changes) for (const node of removedNodes) if (chart(node)) watch.removals += 1;
  }).observe(document, { childList: true, subtree: true });
})();
