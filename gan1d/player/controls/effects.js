/** What a knob does now, in one line under it. */

/** @import { Changes, Say } from "../ports.d.ts" */

/**
 * Return a number of two digits as a reader would write it.
 * @param {number} value
 */
function plain(value) {
  return String(Number(value.toPrecision(2)));
}

/**
 * Return what a knob does under the settings in force; "" if there is nothing to add to its name.
 * @param {string} name of the knob, or "speed"
 * @param {Changes} settings
 * @param {number} speed pictures a second
 * @param {Say} say
 */
export function effectOf(name, settings, speed, say) {
  const of = (/** @type {string} */ knob) => Number(settings[knob]);
  const ratio = of("lr_d") / of("lr_g");
  if (name === "lr_d") return say("effect.lr_d", { ratio: plain(ratio) });
  if (name === "lr_g") return say("effect.lr_g", { ratio: plain(1 / ratio) });
  if (name === "gamma")
    return of("gamma") > 0 ? say("effect.gamma", { cost: plain(of("gamma") / 2) }) : say("effect.gamma.0");
  if (name === "k") return say(of("k") === 1 ? "effect.k.1" : "effect.k", { k: of("k") });
  if (name !== "speed") return "";
  if (speed === Infinity) return say("effect.speed.max");
  const values = { steps: of("steps"), seconds: plain(of("steps") / speed) };
  return say(speed > 60 ? "effect.speed.skips" : "effect.speed", values);
}
