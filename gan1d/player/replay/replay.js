/** A page that plays one run from within itself: the stage, with a film in the place of the server. */

/** @import { FilmFile } from "../ports.d.ts" */

import { wordsOf } from "../base/dom.js";
import { Film, unpacked } from "../run/film.js";
import { Stage } from "../stage.js";

const TAB = "numbers"; // there is nothing to tune

/**
 * Show a film.
 * @param {FilmFile} film
 * @param {Uint8Array} bytes its frames
 */
export async function replay(film, bytes) {
  const rows = unpacked(film, bytes);
  const parentElement = /** @type {HTMLElement} */ (document.getElementById("stage"));
  const note = /** @type {HTMLElement} */ (document.getElementById("note"));
  const inLanguage = (/** @type {string} */ lang) => {
    const words = film.words[lang];
    const say = wordsOf(words);
    document.documentElement.lang = lang;
    note.textContent = say("replay.note");
    if (film.command) note.append(" ", say("replay.again", { command: film.command }));
    return {
      data: { ...film.data, lang, words },
      parentElement,
      open: (/** @type {string} */ _, /** @type {import("../ports.d.ts").SourceEvents} */ events) =>
        new Film(film, rows, events),
      setTriggerValue: (/** @type {string} */ name, /** @type {string} */ value) => {
        if (name === "lang") show(value);
      },
    };
  };
  const chosen = navigator.language.startsWith("zh") ? "zh" : "en";
  const stage = new Stage(inLanguage(chosen));
  await stage.ready;
  stage.parts?.story.choose(TAB);
  const show = async (/** @type {string} */ lang) => {
    await stage.update(inLanguage(lang));
    stage.parts?.story.choose(TAB);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => stage.recolour());
}
