/** The stage as its components and its story see it: what they may ask, nothing more. */

/** @import { Face, StoryHost } from "../ports.d.ts" */
/** @import { Stage } from "../stage.js" */

import { setAttribute } from "../base/dom.js";

/**
 * Return the stage as its components see it.
 * @param {Stage} stage
 * @returns {Face}
 */
export function faceOf(stage) {
  const { session, say, place } = stage;
  return {
    say,
    place,
    records: session.records,
    get colour() {
      return stage.colour;
    },
    get fresh() {
      return session.fresh;
    },
    get eras() {
      return session.eras;
    },
    get playing() {
      return session.playing;
    },
    seek: (index) => session.seek(index),
    act: (action) => stage.act(action),
    set: (name, value) => session.set(name, value),
    turn: (changes) => session.turnTogether(changes),
    begin: (changes) => {
      session.restart(changes);
      session.play();
    },
    ask: (what, value) => stage.component.setTriggerValue(what, value),
    get health() {
      return session.halt?.state === "diverged" && session.atEnd ? "diverged" : (stage.root.dataset.health ?? "");
    },
    setSpeed: (speed) => stage.setSpeed(speed),
    refuse: (text) => stage.parts?.notices.show(text, true),
    wantsEma: (on) => session.setEma(on),
    framed: ({ t, r }) => {
      if (stage.parts) Object.assign(stage.parts.aside.style, { top: `${t + 6}px`, right: `${r + 6}px` });
      stage.parts?.story.replotted();
    },
    describe: (words) => {
      if (stage.parts) setAttribute(stage.parts.picture, "aria-label", words);
    },
  };
}

/**
 * Return the stage as the story sees it.
 * @param {Stage} stage
 * @returns {StoryHost}
 */
export function hostOf(stage) {
  const { data } = stage.component;
  return {
    say: stage.say,
    session: stage.session,
    words: data.words,
    lang: data.lang,
    parts: data.parts,
    get colour() {
      return stage.colour;
    },
    get speed() {
      return stage.speed;
    },
    get plot() {
      return stage.parts?.figure.plot ?? null;
    },
    get overlay() {
      return stage.parts?.overlay ?? null;
    },
    setSpeed: (speed) => stage.setSpeed(speed),
    opened: (part, tab) => stage.opened(part, tab),
  };
}
