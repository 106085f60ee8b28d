/** Colours: from Streamlit's theme where they are the page's, from a colour-blind safe set where they mean something. */

function channels(colour) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = "#fff";
  probe.fillStyle = colour;
  const hex = probe.fillStyle;
  if (hex.startsWith("#")) return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  return hex.match(/[\d.]+/g).slice(0, 3).map(Number);
}

function isDark(colour) {
  const [r, g, b] = channels(colour);
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}

/**
 * Return the colours of the figure for the theme in force at an element.
 * Green and blue are those of Okabe and Ito, lightened for dark grounds.
 */
export function paletteOf(element) {
  const style = getComputedStyle(element);
  const read = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const back = read("--st-background-color", "#ffffff");
  const dark = isDark(back);
  return {
    dark,
    back,
    text: read("--st-text-color", dark ? "#fafafa" : "#31333f"),
    font: read("--st-font", "sans-serif"),
    data: dark ? "#ffffff" : "#000000",
    model: dark ? "#2bd4a0" : "#008f68",
    modelFill: dark ? "rgba(43,212,160,.20)" : "rgba(0,158,115,.16)",
    d: dark ? "#66bdf5" : "#0064a8",
    dFaint: dark ? "rgba(102,189,245,.38)" : "rgba(0,100,168,.30)",
    dStar: dark ? "rgba(214,150,235,.75)" : "rgba(150,60,180,.55)",
    ema: dark ? "#f5b041" : "#b35900",
    arrow: dark ? "rgba(235,235,235,.55)" : "rgba(60,60,70,.55)",
    best: dark ? "#f5a3c7" : "#b3316e",
    support: dark ? "rgba(255,255,255,.30)" : "rgba(0,0,0,.22)",
    line: dark ? "rgba(255,255,255,.45)" : "rgba(0,0,0,.45)",
    grid: dark ? "rgba(255,255,255,.10)" : "rgba(0,0,0,.08)",
  };
}
