/** What the parts of the map hand to each other. */

import type { CellMap } from "../../messages.d.ts";

/** A map that is shown: one that is there from the start, or one of the page's own. */
export interface ShownMap extends CellMap {
  /** Of its file, or "own". */
  name: string;
  /** What the server knows it by. */
  key: string;
  command: string;
  /** Knobs in which its recipe is no longer the default one. */
  outdated: string[];
}

/** A knob that may be an axis, as gan1d/sweep/offers.py has it. */
export interface Choice {
  values: string;
  kind: "float" | "int" | "bool" | "choice";
  low: number;
  high: number;
  choices: string[];
}
