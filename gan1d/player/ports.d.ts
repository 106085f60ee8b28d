/** What the rooms of the player ask of each other: nobody is handed more than stands here. */

import type {
  Changed,
  FromBrowser,
  FromMaps,
  FromServer,
  HallOpen,
  Hello,
  Lead,
  Net,
  Place,
  Refused,
  Run,
  Setting,
  State,
  ToMaps,
} from "./messages.d.ts";

export type Row = Float32Array;
export type Say = (key: string, values?: Values, otherwise?: string) => string;
export type Values = Record<string, string | number | null | undefined>;
export type Changes = Record<string, Setting>;
export type Dropped = { type: "dropped" };
/** What comes on a line: that of a run, or that of maps. */
export type Heard = FromServer | FromMaps;
export type Reply = Heard | Dropped;
/** What is answered. */
export type Question = Exclude<FromBrowser | ToMaps, { type: "hello" | "want" | "view" | "ping" | "cancel" }>;

/** What a condition may look at; the table stands in gan1d/stopping.py. */
export interface Measure {
  name: string;
  /** A metric of a row, or "step". */
  field: string;
  /** It holds below the limit, or from the limit on. */
  sign: "<" | "=";
  low: number;
  high: number;
  /** Only a loss whose D is a probability has it. */
  probability: boolean;
}

/** Where a playing picture is to stop. */
export interface Condition extends Measure {
  limit: number;
}

/** A frame to be found again. */
export interface Bookmark {
  index: number;
  note: string;
}

export interface BookmarkStore {
  /** In the order of their frames. */
  readonly list: Bookmark[];
  at(index: number): Bookmark | undefined;
  /** Put one at a frame, or another note on it; false: there are too many. */
  put(index: number, note: string): boolean;
  remove(index: number): void;
}

/** What became of a knob. */
export type Turn = [name: string, from: Setting, to: Setting];

/** What made a branch: knobs turned at a step, or a half step of a net there. */
export interface Turning {
  step: number;
  changes: Turn[];
  net: Net | null;
}

/** One way a run has gone. */
export interface Branch {
  /** The one it left, and its last frame of that one. */
  readonly parent: Branch | null;
  readonly from: number;
  /** A file of it, as it was when it was left. */
  file: string;
  /** Null for the first. */
  readonly turned: Turning | null;
}

export interface BranchStore {
  /** Oldest first; none as long as the run has gone one way only. */
  readonly list: Branch[];
  /** The one on the screen. */
  readonly current: Branch | null;
  /** The one left last, and the last frame it shares with that on the screen. */
  readonly ghost: { branch: Branch; since: number } | null;
  /** The ghost's row at a frame where it has gone its own way. */
  row(index: number): Row | undefined;
  sample(most: number): Row[];
}

// The document.

type Name<T extends string> = T extends `${infer N}.${string}` ? N : T;
/** The element of a tag such as "button" or "button.some-class". */
export type Html<T extends string> =
  Name<T> extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Name<T>] : HTMLElement;
export type Svg<T extends string> =
  Name<T> extends keyof SVGElementTagNameMap ? SVGElementTagNameMap[Name<T>] : SVGElement;

export interface Attributes {
  onclick?: (event: MouseEvent) => void;
  oninput?: (event: Event) => void;
  onchange?: (event: Event) => void;
  [name: string]: string | number | boolean | null | undefined | ((event: MouseEvent) => void);
}

// The run.

/** Where frames come from: a live socket, or a file. */
export interface FrameSource {
  /** Send a message; say whether it left. */
  send(message: FromBrowser | ToMaps): boolean;
  /** Send a question; its answer, or "dropped". */
  ask(question: Question): Promise<Reply>;
  close(): void;
}

/** A run in a file, with all that a page needs to play it. */
export interface FilmFile {
  /** What a server would say when the run begins. */
  run: Run;
  /** What it would say after a frame. */
  said: { after: number; message: Changed | State }[];
  frames: number;
  /** Numbers of a frame. */
  width: number;
  /** Where the blocks of 16-bit numbers begin and end in it, one behind the other. */
  blocks: [number, number][];
  /** What trains the run again; "" if it is too long to be read. */
  command: string;
  /** The words of the stage, by language. */
  words: Record<string, Record<string, string>>;
  /** What the stage is given, but for its language. */
  data: Omit<ComponentData, "lang" | "words">;
}

/** What a source of frames tells the session. */
export interface SourceEvents {
  hello(): Omit<Hello, "type">;
  text(message: Heard): void;
  binary(buffer: ArrayBuffer): void;
  status(open: boolean): void;
  lost(): void;
  /** The server takes the page for one from elsewhere, and will the next time. */
  foreign(): void;
  /** The lecture that was followed has ended. */
  over(): void;
}

/** The server has a run whole, for a short while. */
export interface HandedOver {
  token: string;
  /** Index of the frame where it is to open; 0: it plays from its start. */
  at: number;
  marks: Bookmark[];
}
export type HandOver = (text: string) => Promise<HandedOver | Refused | Dropped>;

/** What there was before a loss. */
export interface Back {
  /** Index of the frame on the screen. */
  at: number;
  playing: boolean;
  row: Row | undefined;
}

export type OpenSource = (path: string, events: SourceEvents) => FrameSource;

/** What shows a session. */
export interface SessionView {
  /** The first picture of a run comes next. */
  begin(run: Run): void;
  /** Other settings are in force; wishes are on their way to the server. */
  settle(run: Run, wishes: Changes): void;
  /** The frame that comes next was trained like this. */
  lossOf(run: Run): void;
  frame(row: Row, index: number, now: number): void;
  /** At every refresh of the screen, after the picture. */
  tick(now: number): void;
  playing(on: boolean): void;
  latest(step: number): void;
  /** On the way to the frame of a link, or of a run that was lost, at a frame. */
  underway(goal: number, index: number, back: boolean): void;
  /** The frame of a link is on the screen; short: the run's last one, which comes before it. */
  arrived(goal: number, short: boolean): void;
  /** A run that was lost has come back to a frame; same: to the last bit. */
  returned(index: number, same: boolean): void;
  /** Of a run that was lost only what a link holds has come back; text: the file of all of it. */
  lessThanBefore(lacks: Moment["lacks"], text: string): void;
  /** The run stands still by itself, or no longer does. */
  stopped(state: State | null): void;
  notice(refused: Pick<Refused, "text"> & Partial<Refused>): void;
  online(open: boolean): void;
  lost(): void;
  foreign(): void;
  link(query: string): void;
  /** Others may follow; how many do. */
  hall(message: HallOpen): void;
  /** The lecturer has opened a part of the story, or none. */
  part(name: string | null): void;
  /** The lecture that was followed has ended. */
  over(): void;
  readonly finding: FindingView;
}

/** What shows the frames to be found. */
export interface FindingView {
  /** A frame meets the condition at which the picture is to stop; here: it did when that was set. */
  met(index: number, here?: boolean): void;
  /** Another condition is in force, or none. */
  stopSet(): void;
  /** The bookmarks are others. */
  marked(): void;
  /** Bookmarks have gone with what they were made in: the run of a file, or "" for a branch of this one. */
  left(count: number, file: string): void;
}

export interface ClockEvents {
  show(index: number): void;
  /** Ask for frames up to an index; say whether that left. */
  want(upto: number): boolean;
  /** At the end of every refresh. */
  after(now: number): void;
  /** It plays, or has been paused. */
  changed(): void;
  /** Return the first frame after one, up to another, at which a playing picture is to stop. */
  stop(from: number, to: number): number | null;
  /** It has stopped there. */
  met(index: number): void;
}

/** Two clocks that go together, as each of them sees it. */
export interface ClockPair<Clock> {
  other(clock: Clock): Clock;
  /** The frame it is to show next, so many seconds after the last refresh. */
  next(clock: Clock, gap: number): number;
  /** The newest frame it may show. */
  reach(clock: Clock): number;
  /** The frame it is to be trained to, at least. */
  toward(clock: Clock): number;
  /** Whether there is more to come for the other one. */
  goesOn(clock: Clock): boolean;
}

/** What the orders of a reader ask of the session. */
export interface OrdersPort {
  /** The reader may steer. */
  free(): boolean;
  /** A run is on the screen. */
  ready(): boolean;
  /** Index of the first frame of the settings in force. */
  since(): number;
  ask(question: Question): Promise<Reply>;
  /** An order has been carried out, or changed nothing. */
  answered(done: boolean): void;
}

export interface FrameStore {
  readonly first: number;
  readonly newest: number;
  readonly limit: number;
  get(index: number): Row | undefined;
  findStep(step: number): number;
  sample(most: number): number[];
}

/** A run as a part of the story sees and drives it. */
export interface StorySession {
  readonly run: Run | null;
  /** The run as it began. */
  readonly firstRun: Run | null;
  readonly records: FrameStore;
  readonly playing: boolean;
  /** Frame on the screen; -1 before the first. */
  readonly position: number;
  readonly rewound: boolean;
  /** Nothing is on its way to the server, no frame is waited for. */
  readonly idle: boolean;
  /** The run as it was when a frame came to be. */
  runAt(index: number): Run;
  play(): void;
  pause(): void;
  seek(index: number): void;
  /** Come one stretch nearer to a frame that may be far ahead. */
  goTo(index: number): void;
  set(name: string, value: Setting): void;
  turnTogether(changes: Changes): void;
  half(net: Net): void;
  restart(changes?: Changes): void;
  open(query: string, playing?: boolean): Promise<void>;
}

// The picture.

/** Colours by name. */
export interface Palette {
  dark: boolean;
  back: string;
  text: string;
  font: string;
  data: string;
  model: string;
  modelFill: string;
  d: string;
  dFaint: string;
  dStar: string;
  ema: string;
  arrow: string;
  best: string;
  support: string;
  line: string;
  grid: string;
}

/** Where the figure is looked at: size of type in a lecture, of the sheet on paper. */
export interface Surroundings {
  readonly font: number | undefined;
  readonly paper: { width: number; height: number } | null;
  /** False where another figure has the legend of both. */
  readonly legend?: boolean;
}

export interface Margins {
  l: number;
  r: number;
  t: number;
}

/** The plot of the curves in pixels of the picture, and what lies where at the zoom in force. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Length of an arrow's barbs. */
  readonly barb: number;
  x(value: number): number;
  /** Height of a value of D. */
  d(value: number): number;
  /** Height between the line of z, 0, and that of x, 1. */
  line(share: number): number;
  /** Height of a density. */
  density(value: number): number;
  /** The value at a pixel along x. */
  xAt(pixel: number): number;
  /** The density at a height. */
  densityAt(pixel: number): number;
}

/** Ends of the axes of x and of densities. */
export type FigureAxes = Pick<Run, "x_range" | "y_max">;

/** What a figure shares its axes by. */
export interface FigureScale<Figure> {
  readonly axes: FigureAxes | null;
  /** Whether one may zoom into small ones, too: not where a finger is to scroll. */
  readonly zooms: boolean;
  /** Changes where an older zoom is to be forgotten. */
  readonly key: string;
  /** A run has begun, or a critic needs a larger axis: draw all of them again. */
  changed(): void;
  /** A reader has zoomed in one of them. */
  zoomed(figure: Figure): void;
  /** One has been drawn anew. */
  again(figure: Figure): void;
}

/** What a link to a moment holds. */
export interface Moment {
  /** The whole address. */
  url: string;
  data: string;
  seed: number;
  /** Events of the run, also those to come. */
  changes: number;
  /** The step where it opens; null: it plays from the start. */
  step: number | null;
  part: string | null;
  lecture: boolean;
  hidden: string[];
  /** Whether there is another run beside it. */
  b: boolean;
  stop: Condition | null;
  /** How many bookmarks. */
  marks: number;
  /** What does not fit into a link. */
  lacks: ("data" | "changes" | "marks" | "b")[];
}

/** How far a run has come. */
export interface Reach {
  /** Index of the frame on the screen, or of that on the way to which it is. */
  index: number;
  /** Its step. */
  step: number;
  /** The step where the run ends, as far as that is known. */
  end: number;
  /** It is the run's last frame. */
  over: boolean;
}

/** The stage as its components see it; each asks for the few it needs. */
export interface Face {
  readonly say: Say;
  readonly colour: Palette;
  readonly place: Surroundings;
  readonly records: FrameStore;
  /** A run has begun and its first picture is not there yet. */
  readonly fresh: boolean;
  readonly playing: boolean;
  /** The run from a frame on; a live knob begins another. */
  readonly eras: { from: number; run: Run }[];
  /** The ways the run has gone. */
  readonly branches: BranchStore;
  /** Go back to one, to the frame on the screen. */
  goToBranch(branch: Branch): void;
  readonly bookmarks: BookmarkStore;
  /** Pause at a frame, also at one that is still to come. */
  visit(index: number): void;
  /** Where a playing picture is to stop. */
  readonly stop: Condition | null;
  stopWhen(condition: Condition | null): void;
  /** Say something, and what the reader may do about it. */
  offer(text: string, label: string, act: () => void): void;
  seek(index: number): void;
  act(action: string): void;
  setSpeed(speed: number): void;
  set(name: string, value: Setting): void;
  /** A lecture is held here. */
  readonly lecturing: boolean;
  /** Where the picture stands. */
  readonly position: Place;
  /** Let others follow, and say where the picture stands; say whether that left. */
  lead(lead: Omit<Lead, "type">): boolean;
  /** Follow no longer: go on with a run of one's own, from the picture on the screen. */
  takeOver(): void;
  /** About so many rows of what is shown beside the run: of B, or of the branch left last. */
  beside(most: number): Row[];
  /** There are two runs, side by side. */
  readonly paired: boolean;
  /** Which of them the knobs turn. */
  readonly turns: "a" | "b" | "both";
  /** Set another run beside this one: "same", the name of a ready-made pair, or "close". */
  compare(what: string): void;
  /** Say why something was not taken. */
  refuse(text: string): void;
  /** Turn knobs by one change. */
  turn(changes: Changes): void;
  /** Let the reader make data of his own. */
  openOwn(): void;
  /** Begin the run again, with the knobs in force but for the changes, and play it. */
  begin(changes: Changes): void;
  /** The moment on the screen as a link holds it. */
  readonly moment: Moment;
  /** The text of a file of the run, which opens at the frame on the screen. */
  readonly file: string;
  /** The text of a file of the run, which plays from its start. */
  readonly whole: string;
  /** How far the run has come on the screen, and how far it goes. */
  readonly reach: Reach;
  /** Frames can be had with the averaged G. */
  readonly averages: boolean;
  /** Begin the run of a file. */
  openFile(text: string): void;
  /** Ask the page around the stage for another language; for the sidebar, by the address now, or "closed". */
  ask(what: "lang" | "sidebar" | "own" | "pair", value: string): void;
  /** The word of the diagnosis for the picture. */
  readonly health: string;
  wantsEma(on: boolean): void;
  /** The plot's frame has moved. */
  framed(margins: Margins): void;
  /** Say in words what the picture shows. */
  describe(words: string): void;
}

export type TimelinePort = Pick<Face, "say" | "records" | "fresh" | "seek" | "eras" | "bookmarks" | "visit">;
export type CarpetPort = Pick<Face, "say" | "records" | "fresh" | "seek">;
export type FigurePort = Pick<Face, "say" | "colour" | "place" | "averages" | "wantsEma" | "framed">;
export type HistoryPort = Pick<Face, "say" | "colour" | "records" | "beside" | "seek">;
export type BranchesPort = Pick<Face, "say" | "branches" | "goToBranch">;
export type StopPort = Pick<Face, "say" | "refuse" | "stop" | "stopWhen">;
export type BookmarksPort = Pick<Face, "say" | "records" | "bookmarks" | "visit" | "act" | "offer">;
export type ToolbarPort = Pick<Face, "say" | "act" | "setSpeed">;
export type KnobsPort = Pick<Face, "say" | "playing" | "set" | "setSpeed" | "refuse" | "openOwn">;
export type RecipePort = Pick<Face, "say" | "turn" | "begin" | "health">;
export type FollowPort = Pick<Face, "say" | "takeOver">;
export type HallPort = Pick<Face, "say" | "lecturing" | "position" | "lead" | "paired">;
export type SharePort = Pick<Face, "say" | "moment" | "file" | "openFile">;
export type PairMenuPort = Pick<Face, "say" | "compare">;
/** What the components of B ask. */
export type PartsOfB = TimelinePort & ToolbarPort & Pick<Face, "colour" | "place" | "wantsEma">;
export type ExportPort = Pick<Face, "say" | "eras" | "file" | "whole" | "reach" | "refuse">;
export type SettingsPort = Pick<Face, "say" | "ask" | "turns">;
export type ReadoutsPort = Pick<Face, "say" | "describe">;

/** What the places ask of the stage. */
export interface PlacePort {
  /** Where it is looked at has changed: draw all again. */
  moved(): void;
  /** The numbers of the picture in a sentence; "" before the first. */
  numbers(): string;
}

/** A knob as the page describes it. */
export interface KnobSpec {
  name: string;
  label: string;
  help: string;
  kind: "float" | "int" | "bool" | "choice" | "text";
  acts: "live" | "restart";
  scale: "log" | "linear";
  min: number;
  max: number;
  /** Ends of its slider, where it has one. */
  track: [number, number] | null;
  default: Setting;
  choices: (string | number)[];
  /** Which values are taken, in words. */
  allowed: string;
}

/** Two runs to be set side by side: their queries. */
export interface ReadyPair {
  name: string;
  a: string;
  b: string;
}

/** What the page gives to the stage. */
export interface ComponentData {
  /** "" if it follows a lecture. */
  seat: string;
  follows: boolean;
  socket: string;
  /** Of the run beside it; null if there is none. */
  b: { seat: string; socket: string } | null;
  pairs: ReadyPair[];
  lang: string;
  words: Record<string, string>;
  knobs: KnobSpec[];
  /** The knobs that each recipe sets: all but data, seed and engine. */
  recipes: Record<string, Changes>;
  parts: string[];
  /** The part of the story that is open. */
  part: string | null;
  /** Index of the frame to go to first, and to stand still at; 0: it plays. */
  at: number;
  speed: number | string;
  stops: Measure[];
  stop: { name: string; limit: number } | null;
  /** Bookmarks; how many, and how long notes there may be. */
  marks: { list: Bookmark[]; most: number; longest: number };
  problems: string[];
  hide: string[];
  /** Their names, each in its own words. */
  languages: Record<string, string>;
  /** What stands below the stage is drawn, too. */
  complete: boolean;
  /** The settings that the sidebar shows; null: it is not drawn. */
  sidebar: Changes | null;
}

/** A component of Streamlit. */
export interface Component {
  data: ComponentData;
  parentElement: HTMLElement;
  /** Where frames come from, if not from a server: then there is no address to write, either. */
  open?: OpenSource;
  setTriggerValue(name: string, value: string): void;
}

// The story.

/** What the bar of the story asks of the stage. */
export interface StoryHost extends Pick<Face, "say" | "colour"> {
  readonly session: StorySession;
  readonly words: Record<string, string>;
  readonly lang: string;
  readonly parts: string[];
  readonly speed: number;
  /** Where the picture's curves lie; null before there is a picture. */
  readonly plot: Plot | null;
  /** Over the picture: what a part draws there it takes away at its end. */
  readonly overlay: HTMLElement | null;
  setSpeed(speed: number): void;
  /** A tab has been opened: that of a part, or another one. */
  opened(part: string | null, tab: string): void;
}

/** Who lends sliders to a part of the story. */
export interface Lender {
  /** Return whether there is anything to lend. */
  lend(names: string[], place: HTMLElement): boolean;
  takeBack(): void;
}

/** What a part of the story is made with. */
export interface StoryPort extends Omit<StoryHost, "words" | "parts" | "opened"> {
  /** The run and the row on the screen. */
  readonly run: Run | null;
  readonly row: Row | null;
  rich(key: string, values?: Values, tag?: string): HTMLElement;
  write(element: Element, key: string, values?: Values): void;
  choose(part: string | null): Promise<void>;
}

/**
 * A room story/NAME/ whose part.js exports a class `Part` of these, made with a StoryPort, and the names of the
 * knobs it speaks of as `KNOBS`.
 */
export interface StoryPart {
  readonly element: HTMLElement;
  /** A new run, or other settings. */
  setRun?(run: Run): void;
  /** Every picture. */
  show?(row: Row, index: number): void;
  /** Every refresh of the screen. */
  tick?(now: number): void;
  /** The picture's axes lie elsewhere. */
  replotted?(): void;
  recolour?(): void;
  /** Go on to what comes next, or back. */
  page?(way: 1 | -1): void;
  end?(): void;
}

// A run taken home.

/** A kind of file. */
export interface ExportKind {
  name: string;
  suffix: string;
  /** It shows the run's frames, and not only what gives them again. */
  shows: boolean;
  /** Why there is none of this run. */
  refused: Refused | null;
}

/** How the file of a page stands. */
export interface ExportTold {
  state: "waiting" | "working" | "done" | "failed";
  /** Share that is done, from 0 to 1. */
  share: number;
  /** Of the file, when it is done. */
  name: string | null;
  bytes: number;
  /** Why it failed. */
  refused: Refused | null;
}

// Data of one's own.

/** A normal in a mixture; only the ratios of weights count. */
export interface Mode {
  weight: number;
  mean: number;
  sd: number;
}

/** A density that runs straight from point to point; only its shape counts. */
export interface Points {
  x: number[];
  y: number[];
}

/** What is edited: one of the two is shown, the other waits. */
export interface Draft {
  kind: "mixture" | "curve";
  modes: Mode[];
  /** None before a curve was asked for. */
  points: Points | null;
}

/** What the editor is made with. */
export interface OwnPort {
  host: StoryHost;
  say: Say;
  /** Rows of weight, mean, sd of the presets that are mixtures. */
  presets: Record<string, number[][]>;
  /** Where its panel stands. */
  place: HTMLElement;
  /** It has been opened or closed. */
  opened(on: boolean): void;
}

export interface OwnEditor {
  readonly kept: Draft | null;
  open(): void;
  edit(changes: Partial<Draft>): void;
  setRun(run: Run): void;
  replotted(): void;
  end(): void;
}

// Plotly, as far as the picture uses it.

export interface PlotlyAxis {
  c2p(value: number): number;
  l2p(value: number): number;
  p2l(pixel: number): number;
  range: [number, number];
  _offset: number;
  _length: number;
}

export interface PlotlyGraph extends HTMLDivElement {
  _fullLayout?: { xaxis: PlotlyAxis; yaxis: PlotlyAxis; yaxis2: PlotlyAxis; yaxis3: PlotlyAxis } & {
    _plots?: object;
    _size: Margins;
  };
  _fullData: { uid: string; visible: boolean | "legendonly" }[];
  calcdata: { y: number }[][];
  on(event: string, listener: () => void): void;
}

interface PlotlyLibrary {
  newPlot(element: HTMLElement, data: object[], layout: object, config: object): void;
  react(element: HTMLElement, data: object[], layout: object, config: object): void;
  relayout(element: HTMLElement, changes: object): void;
  purge(element: HTMLElement): void;
  Fx: { hover(element: HTMLElement, event: object, subplot: string): void };
}

declare global {
  const Plotly: PlotlyLibrary;
  interface Window {
    Plotly?: PlotlyLibrary;
  }
}
