/** The loss in force. */
export interface Loss {
  name: string;
  probability: boolean;
  has_value: boolean;
  formula_d: string;
  formula_g: string;
  loss_d_end: number | null;
  loss_g_end: number | null;
  source: string;
}

/** Places of the numbers in a row. */
export interface RowLayout {
  step: number;
  half: number;
  health: number;
  model: number;
  d: number;
  ticks: number;
  advice_d: number;
  advice_slope: number;
  ema: number;
  points: number;
  field: Record<string, number>;
}

export type Setting = string | number | boolean | null;

/** What may change while a run goes on. */
export interface Now {
  epoch: number;
  settings: Record<string, Setting>;
  link: string;
  additions: string[];
  ends: number;
  loss: Loss;
}

export interface Run extends Now {
  type: "run";
  id?: string;
  x: number[];
  p_data: number[];
  x_range: [number, number];
  y_max: number;
  support: [number, number][];
  z: number[];
  z_range: [number, number];
  best: number[];
  row: RowLayout;
  health: string[];
}

export interface Changed extends Now {
  type: "changed";
  id?: string;
  from: number;
}

export interface Refused {
  type: "refused";
  id?: string;
  text: string;
  name?: string;
  value?: string;
  allowed?: string;
}

export interface State {
  type: "state";
  epoch: number;
  state: "ended" | "diverged";
  index: number;
  step: number;
  reason: string;
}

export interface Pong {
  type: "pong";
}

export type FromServer = Run | Changed | Refused | State | Pong;

export interface Hello {
  type: "hello";
  epoch: number | null;
  have: number | null;
}

export interface Want {
  type: "want";
  upto: number;
  at: number;
}

export interface Set {
  type: "set";
  id?: string;
  changes: Record<string, Setting>;
  at: number;
}

export interface Half {
  type: "half";
  id?: string;
  player: "d" | "g";
  at: number;
}

export interface Restart {
  type: "restart";
  id?: string;
  seed?: number;
}

export interface Open {
  type: "open";
  id?: string;
  query: string;
}

export interface GoOn {
  type: "go_on";
  id?: string;
}

export interface Look {
  type: "view";
  ema: boolean;
}

export interface Ping {
  type: "ping";
}

export type FromBrowser = Hello | Want | Set | Half | Restart | Open | GoOn | Look | Ping;
