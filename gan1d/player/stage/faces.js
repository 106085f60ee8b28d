/** The stage as its components and its story see it: what they may ask, nothing more. */

/** @import { Face, Moment, StoryHost } from "../ports.d.ts" */
/** @import { Stage } from "../stage.js" */

import { setAttribute } from "../base/dom.js";
import { addressOf } from "../controls/address.js";
import { speedText } from "../controls/speed.js";
import { goToBranch } from "../run/branching.js";

const MAX_AT = 20000; // frame that a link may name

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
      return session.eras.list;
    },
    get branches() {
      return session.branches;
    },
    get playing() {
      return session.playing;
    },
    get lecturing() {
      return place.lecture.on;
    },
    get position() {
      const { playing, position: index } = session;
      return {
        index: Math.max(0, index),
        playing,
        speed: speedText(stage.speed) === "max" ? "max" : stage.speed,
        part: stage.part,
      };
    },
    lead: (lead) => session.lead(lead),
    takeOver: () => stage.takeOver(),
    beside: (most) => stage.pairing.pair?.sample(most) ?? session.branches.sample(most),
    get paired() {
      return stage.pairing.pair !== null;
    },
    get turns() {
      return stage.pairing.pair?.choice ?? "a";
    },
    compare: (what) => stage.pairing.compare(what),
    goToBranch: (branch) => goToBranch(session, branch),
    bookmarks: session.bookmarks,
    visit: (index) => session.visit(index),
    get stop() {
      return session.stopping.condition;
    },
    stopWhen: (condition) => session.stopWhen(condition),
    offer: (text, label, act) => stage.parts?.notices.show(text, true, { label, act }),
    seek: (index) => session.seek(index),
    act: (action) => stage.act(action),
    set: (name, value) => {
      for (const turned of stage.pairing.turned) turned.set(name, value);
    },
    turn: (changes) => session.turnTogether(changes),
    openOwn: () => stage.parts?.own.open(),
    begin: (changes) => {
      session.restart(changes);
      session.play();
    },
    get moment() {
      return momentOf(stage);
    },
    get file() {
      return session.text(session.way.goal ?? session.position);
    },
    get whole() {
      return session.text();
    },
    get reach() {
      const index = Math.max(0, session.way.goal ?? session.position);
      return {
        index,
        step: session.records.get(index)?.[0] ?? index,
        end: session.halt?.step ?? session.run?.ends ?? 0,
        over: session.atEnd,
      };
    },
    get averages() {
      return !stage.component.open && !session.follows;
    },
    openFile: (text) => session.openFile(text),
    ask: (what, value) => stage.asking.ask(what, value),
    get health() {
      return session.halt?.state === "diverged" && session.atEnd ? "diverged" : (stage.root.dataset.health ?? "");
    },
    setSpeed: (speed) => stage.setSpeed(speed),
    refuse: (text) => stage.parts?.notices.show(text, true),
    wantsEma: (on) => session.setEma(on),
    framed: ({ t, r }) => {
      if (stage.parts) Object.assign(stage.parts.aside.style, { top: `${t + 6}px`, right: `${r + 6}px` });
      stage.parts?.story.replotted();
      stage.parts?.own.replotted();
    },
    describe: (words) => {
      if (stage.parts) setAttribute(stage.parts.picture, "aria-label", words);
    },
  };
}

/**
 * Return what a link to the moment on the screen holds; without its events it would be another moment.
 * @param {Stage} stage
 * @returns {Moment}
 */
function momentOf(stage) {
  const { component, place, session } = stage;
  const query = stage.query ?? "";
  const { pair, seat } = stage.pairing;
  const holds = stage.holds(query);
  const { lacks } = session;
  const settings = session.firstRun?.settings;
  const moved = lacks.some((what) => what !== "marks");
  const at = moved || session.position > MAX_AT ? 0 : Math.max(0, session.position);
  return {
    url: new URL(addressOf({ ...holds, at }), window.location.href).href,
    data: String(settings?.data),
    seed: Number(settings?.seed),
    changes: lacks.includes("changes") ? 0 : session.whole.events.length,
    stop: session.stopping.condition,
    marks: lacks.includes("marks") ? 0 : session.bookmarks.list.length,
    step: at ? (session.records.get(at)?.[0] ?? null) : null,
    part: stage.part,
    lecture: place.lecture.on,
    hidden: component.data.hide,
    b: holds.b !== undefined,
    lacks: seat && (!holds.b || pair?.lacks) ? [...lacks, "b"] : lacks,
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
