/** What a run and its player say; written from gan1d/server/protocol.py, not by hand. */

/** Where the numbers of a frame lie in its row, for whoever reads rows without this module. */
export interface Layout {
  /** Place of the step. */
  step: number;
  /** Of what led to the frame: 0 a whole step, 1 an update of D alone, 2 one of G alone. */
  half: number;
  /** Of the word of the diagnosis, as a place in its list. */
  health: number;
  /** First of the `points` places of p_model. */
  model: number;
  /** First of those of D. */
  d: number;
  /** First place of G(z). */
  ticks: number;
  /** First place of D's raw output there. */
  advice_d: number;
  /** First place of its slope there. */
  advice_slope: number;
  /** First of the places of p_model of the moving average, if that is sent. */
  ema: number;
  /** Points of the grid. */
  points: number;
  /** Place of each metric, by name. */
  field: Record<string, number>;
}

export type Setting = string | number | boolean | null;

/** The loss in force. */
export interface Loss {
  /** Its name in the settings. */
  name: string;
  /** True if D(x) lives on [0, 1], False for a critic. */
  probability: boolean;
  /** True if V(D, G) is defined. */
  has_value: boolean;
  /** What D minimises, in HTML. */
  formula_d: string;
  /** What G minimises, in HTML. */
  formula_g: string;
  /** Value of the first at the equilibrium; null if any constant will do. */
  loss_d_end: number | null;
  /** Value of the second there. */
  loss_g_end: number | null;
  /** Where it comes from. */
  source: string;
}

/** An axis of a map. */
export interface Axis {
  /** Its knob. */
  name: string;
  /** The knob's values, in order. */
  values: Setting[];
}

/** What the seeds of a cell came to. */
export interface Cell {
  /** Median and worst JSD on 64 bins, nats; null where it is not finite. */
  jsd64: [number | null, number | null];
  /** Median and worst max|D - 1/2|; null without a probability. */
  d_half_max: [number | null, number | null];
  /** How many of its runs have converged. */
  converged: number;
  /** How many there are. */
  runs: number;
  /** The word of the run that stands for it. */
  health: string;
  /** That run's seed. */
  seed: number;
}

/** A map. */
export interface CellMap {
  /** The knob along the map. */
  x: Axis;
  /** The knob up the map. */
  y: Axis;
  /** The seeds of every cell. */
  seeds: number[];
  /** All knobs that its runs share, and of the others any value. */
  base: Record<string, Setting>;
  /** Row by row, the first value of y first; null where there is no run yet. */
  cells: (Cell | null)[];
}

export type Net = "d" | "g";

/** A run begins: forget all frames. */
export interface Run {
  type: "run";
  /** Id of the question. */
  id?: string;
  /** Every knob by name; data, which may be long, only where a run begins. */
  settings: Record<string, Setting>;
  /** The recipe nearest to them. */
  recipe: string;
  /** Names of the knobs that differ from it; data, seed and engine never do. */
  changed: string[];
  /** Keys of what the settings add to Algorithm 1. */
  additions: string[];
  /** The step at which the schedule ends. */
  ends: number;
  /** The loss in force. */
  loss: Loss;
  /** Counts the page's changes and restarts. */
  epoch: number;
  /** The query of the address that gives this run again, from "?" on. */
  link: string;
  /** The grid of the curves, shape (points,), units of x. */
  x: number[];
  /** Density of the data there, per unit of x. */
  p_data: number[];
  /** Ends of the axis of x. */
  x_range: [number, number];
  /** End of the axis of densities. */
  y_max: number;
  /** The different numbers of one's own that the data are made from, units of x; an even */
  samples: number[];
  /** How many there are. */
  distinct: number;
  /** Where p_data is more than nothing, as intervals of x. */
  support: [number, number][];
  /** Feet of the arrows. */
  z: number[];
  /** Ends of the line of z. */
  z_range: [number, number];
  /** Where the best increasing map takes the feet, units of x. */
  best: number[];
  /** Where the numbers of a frame lie in its row. */
  row: Layout;
  /** The words of the diagnosis. */
  health: string[];
  /** Knobs of its very beginning, where they were others. */
  initial: Record<string, Setting>;
  /** All that was and will be done to it, as in a link. */
  events: string[];
  /** True if it is another one, until there is room for the page's own. */
  waits: boolean;
}

/** Frames after "from" are no longer true, or other knobs are in force from there on. */
export interface Changed {
  type: "changed";
  from: number;
  /** Id of the question. */
  id?: string;
  /** Every knob by name; data, which may be long, only where a run begins. */
  settings: Record<string, Setting>;
  /** The recipe nearest to them. */
  recipe: string;
  /** Names of the knobs that differ from it; data, seed and engine never do. */
  changed: string[];
  /** Keys of what the settings add to Algorithm 1. */
  additions: string[];
  /** The step at which the schedule ends. */
  ends: number;
  /** The loss in force. */
  loss: Loss;
  /** Counts the page's changes and restarts. */
  epoch: number;
  /** The query of the address that gives this run again, from "?" on. */
  link: string;
  /** How many of the run's events, of which the page was told, stay. */
  kept: number;
  /** What comes after those. */
  events: string[];
}

/** A message has changed nothing. */
export interface Refused {
  type: "refused";
  /** Id of the question. */
  id?: string;
  /** Why, in English. */
  text: string;
  /** The knob, if it is about one. */
  name?: string;
  /** What it was to be. */
  value?: string;
  /** What it may be, in English. */
  allowed?: string;
}

/** The run stands still by itself. */
export interface State {
  type: "state";
  /** The page's. */
  epoch: number;
  /** At the schedule's end, or because a number is not finite. */
  state: "ended" | "diverged";
  /** Index of its last frame. */
  index: number;
  /** The step at which it happened. */
  step: number;
  /** What was not finite, "p_model" or "d"; "" at the schedule's end. */
  reason: string;
}

/** The answer to a `Ping`. */
export interface Pong {
  type: "pong";
}

/** Where a lecturer's picture stands. */
export interface Place {
  /** Index of the frame on the screen. */
  index: number;
  /** True if it moves. */
  playing: boolean;
  /** Steps a second, or "max". */
  speed: number | string;
  /** The part of the story that is open, or null. */
  part: string | null;
}

/** Others may follow; said again whenever one comes or goes. */
export interface HallOpen {
  type: "hall";
  /** The address they come by. */
  url: string;
  /** False if only this machine can. */
  reachable: boolean;
  /** That address as a QR code: its rows from above, "1" for a dark module. */
  qr: string[];
  /** How many there are. */
  followers: number;
  /** What gives the hall back to the page on another seat. */
  key: string;
}

/** To those who follow: where the lecturer's picture stood. */
export interface Led {
  type: "led";
  /** The place. */
  place: Place;
  /** Seconds since. */
  ago: number;
}

/** Let others follow, and say where the picture stands. */
export interface Lead {
  type: "lead";
  /** Id of the question. */
  id?: string;
  /** The place; null if nobody is to follow any more. */
  place: Place | null;
  /** Address of the page. */
  here?: string;
  /** Of a hall that the page has opened on another seat. */
  key?: string;
}

/** The first message of a connection: what the page has already. */
export interface Hello {
  type: "hello";
  /** Epoch of the run on the screen; null before the first. */
  epoch: number | null;
  /** Index of its newest frame there. */
  have: number | null;
}

/** How far to train; nothing is trained beyond. */
export interface Want {
  type: "want";
  /** Index of the last frame wanted. */
  upto: number;
  /** Index of the frame on the screen when the page's own controls next change something. */
  at?: number;
}

/** Turn knobs: live ones after a frame, others by a new run. */
export interface Turn {
  type: "set";
  /** Id of the question. */
  id?: string;
  /** New values by name. */
  changes: Record<string, Setting>;
  /** Index of that frame; by default the one on the screen. */
  at?: number;
}

/** Do one update of one net alone. */
export interface Half {
  type: "half";
  /** Id of the question. */
  id?: string;
  /** The net. */
  player: Net;
  /** Index of the frame it follows; by default the one on the screen. */
  at?: number;
}

/** Begin the run again. */
export interface Restart {
  type: "restart";
  /** Id of the question. */
  id?: string;
  /** New values of knobs by name; the others stay as they are. */
  changes?: Record<string, Setting>;
}

/** Begin the run of a link, or one that was handed over whole. */
export interface Open {
  type: "open";
  /** Id of the question. */
  id?: string;
  /** That of the link. */
  query?: string;
  /** What the server gave for the run, see `gan1d.server.handover`. */
  token?: string;
  /** Its text, see `gan1d.saved`; the server puts it there for the token. */
  run?: string;
}

/** Go on after the schedule's end. */
export interface GoOn {
  type: "go_on";
  /** Id of the question. */
  id?: string;
}

/** What the page wishes to see. */
export interface Look {
  type: "view";
  /** True for the p_model of G's moving average, too. */
  ema: boolean;
}

/** Is anybody there? */
export interface Ping {
  type: "ping";
}

/** An axis that is asked for. */
export interface MapKnob {
  /** The knob. */
  name: string;
  /** Its values as the command line takes them. */
  values: string;
}

/** On the line of maps: what would a map cost? Or: compute it. */
export interface MapOrder {
  /** Which of the two. */
  type: "price" | "draw";
  /** Id of the question. */
  id?: string;
  /** All else of its runs; knobs that are missing are those of the default recipe. */
  settings: Record<string, Setting>;
  /** The knob along the map. */
  x: MapKnob;
  /** The knob up the map. */
  y: MapKnob;
  /** As the command line takes them. */
  seeds: string;
  /** Likewise, one number. */
  steps: string;
}

/** This page no longer wants the map it has asked for; it is given up if nobody else does. */
export interface MapCancel {
  type: "cancel";
}

/** What a map would cost. */
export interface MapOffer {
  type: "offer";
  /** Id of the question. */
  id?: string;
  /** Its cells. */
  cells: number;
  /** Its runs. */
  runs: number;
  /** What they take here, more or less; less than a second if it is there already. */
  seconds: number;
  /** How many maps come before it. */
  ahead: number;
}

/** A map that was asked for; its cells come by and by. */
export interface MapBegun {
  type: "map";
  /** Id of the question. */
  id?: string;
  /** The knob along the map. */
  x: Axis;
  /** The knob up the map. */
  y: Axis;
  /** The seeds of every cell. */
  seeds: number[];
  /** All knobs that its runs share, and of the others any value. */
  base: Record<string, Setting>;
  /** Row by row, the first value of y first; null where there is no run yet. */
  cells: (Cell | null)[];
  /** Its name on this server. */
  key: string;
  /** What computes it elsewhere. */
  command: string;
}

/** How far a map is, and the cells in which something is new. */
export interface MapNews {
  type: "cells";
  /** Of the map. */
  key: string;
  /** What goes on; "cancelled" by the page itself. */
  state: "waiting" | "working" | "done" | "failed" | "cancelled";
  /** How many maps come before it. */
  ahead: number;
  /** Runs that are done. */
  done: number;
  /** All runs. */
  runs: number;
  /** Seconds until it is there, more or less; null while that is not known. */
  left: number | null;
  /** Place among the map's cells, and the cell. */
  cells: [number, Cell][];
}

export type FromMaps = MapOffer | MapBegun | MapNews | Refused | Pong;

export type ToMaps = MapOrder | MapCancel | Ping;

export type FromServer = Run | Changed | Refused | State | Pong | HallOpen | Led;

export type FromBrowser = Hello | Want | Turn | Half | Restart | Open | GoOn | Look | Ping | Lead;
