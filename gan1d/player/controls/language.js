/** The switch of languages: a button with the name of the next one, in its own words. */

/** @import { Face } from "../ports.d.ts" */

import { h, keepFocus } from "../base/dom.js";

/**
 * Return the switch.
 * @param {Record<string, string>} languages names by key
 * @param {string} lang the one in force
 * @param {Pick<Face, "ask">} page
 */
export function languageSwitch(languages, lang, page) {
  const keys = Object.keys(languages);
  const next = keys[(keys.indexOf(lang) + 1) % keys.length];
  const attributes = { id: "language", type: "button", lang: next, text: languages[next] };
  return keepFocus(h("button.gan1d-button", { ...attributes, onclick: () => page.ask("lang", next) }));
}
