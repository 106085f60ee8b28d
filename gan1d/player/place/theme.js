/** Colours: from Streamlit's theme where they are the page's, from a colour-blind safe set where they mean something. */

/** @import { Palette } from "../ports.d.ts" */
/** @typedef {(name: string, otherwise: string) => string} Read a property of the page's style */

/**
 * Return red, green and blue, 0..255.
 * @param {string} colour
 */
function channels(colour) {
  const probe = document.createElement("canvas").getContext("2d");
  if (!probe) throw new Error("this browser gives no canvas to read a colour from");
  probe.fillStyle = "#fff";
  probe.fillStyle = colour;
  const hex = probe.fillStyle;
  if (hex.startsWith("#")) return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  return (hex.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

/** @param {string} colour */
function isDark(colour) {
  const [r, g, b] = channels(colour);
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}

/** For a projector or paper: nothing pale. */
const STRONG = {
  light: {
    back: "#ffffff",
    text: "#000000",
    model: "#00734f",
    modelFill: "rgba(0,158,115,.22)",
    d: "#00508c",
    dFaint: "rgba(0,80,140,.55)",
    dStar: "#7a1f99",
    ema: "#8f4700",
    arrow: "#333333",
    best: "#9c1f5c",
    support: "rgba(0,0,0,.35)",
    line: "#000000",
    grid: "rgba(0,0,0,.18)",
  },
  dark: {
    back: "#000000",
    text: "#ffffff",
    model: "#35e8b0",
    modelFill: "rgba(53,232,176,.26)",
    d: "#7cc8ff",
    dFaint: "rgba(124,200,255,.6)",
    dStar: "#e3a8f7",
    ema: "#ffc04d",
    arrow: "#d8d8d8",
    best: "#ffadd0",
    support: "rgba(255,255,255,.45)",
    line: "#ffffff",
    grid: "rgba(255,255,255,.24)",
  },
};

/**
 * Return the colours of the figure for the theme in force at an element.
 * Green and blue are those of Okabe and Ito, lightened for dark grounds.
 * @param {HTMLElement} element
 * @param {"screen"|"lecture"|"paper"} place where it is looked at
 */
export function paletteOf(element, place = "screen") {
  const style = getComputedStyle(element);
  /** @type {Read} */
  const read = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const back = read("--st-background-color", "#ffffff");
  const dark = isDark(back) && place !== "paper";
  const usual = palette(dark, back, read);
  return place === "screen" ? usual : { ...usual, ...STRONG[dark ? "dark" : "light"] };
}

/**
 * @param {boolean} dark
 * @param {string} back
 * @param {Read} read
 * @returns {Palette}
 */
function palette(dark, back, read) {
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
