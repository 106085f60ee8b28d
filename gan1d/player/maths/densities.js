/** Densities on a grid, and what a forger and a detective make of them. Pure: no document, no state.
 *
 * p and q are masses of p_data and p_model at the points of a uniform grid, each summing to 1; all logarithms
 * are natural, so divergences and V are in nats.
 */

/** @typedef {ArrayLike<number>} Numbers */
/** @typedef {{mean: number, sd: number, share: number}} Bump */

export const LOG4 = Math.log(4);
/** Share of the height of the picture below which a density cannot be seen, and D has nothing to judge. */
export const NEGLIGIBLE = 0.004;
const D_SMALLEST = 1e-12; // D and 1 - D are not let below it, so that V stays finite
const NUDGE = 1e-4; // of a parameter's own unit, for slopes
const RATE = 1.5;
const FARTHEST = 0.4; // one step moves no parameter by more of its own unit

/**
 * Return densities on a uniform grid as masses that sum to 1; all 0 where there is nothing.
 * @param {Numbers} density
 */
export function masses(density) {
  let total = 0;
  for (let i = 0; i < density.length; i += 1) total += density[i];
  return Float64Array.from(density, (value) => (total > 0 ? value / total : 0));
}

/**
 * Return the density of N(mean, sd^2) at x, per unit of x.
 * @param {number} x
 * @param {number} mean
 * @param {number} sd
 */
export function normal(x, mean, sd) {
  const z = (x - mean) / sd;
  return Math.exp((-z * z) / 2) / (sd * Math.sqrt(2 * Math.PI));
}

/**
 * Return the density of weighted normals at every x, per unit of x.
 * @param {number[]} x
 * @param {Bump[]} bumps
 */
export function mixture(x, bumps) {
  return Float64Array.from(x, (at) =>
    bumps.reduce((sum, { mean, sd, share }) => sum + share * normal(at, mean, sd), 0),
  );
}

/**
 * Return the best discriminator p / (p + q) at every point, in [0, 1]; 1/2 where both are 0.
 * @param {Numbers} p
 * @param {Numbers} q
 */
export function dStar(p, q) {
  return Float64Array.from(p, (value, i) => (value + q[i] > 0 ? value / (value + q[i]) : 0.5));
}

/**
 * Return the Jensen-Shannon divergence in nats: 0 if p = q, log 2 if they share no point.
 * @param {Numbers} p
 * @param {Numbers} q
 */
export function jsd(p, q) {
  let sum = 0;
  for (let i = 0; i < p.length; i += 1) {
    const total = p[i] + q[i];
    if (p[i] > 0) sum += p[i] * Math.log((2 * p[i]) / total);
    if (q[i] > 0) sum += q[i] * Math.log((2 * q[i]) / total);
  }
  return Math.min(Math.max(sum / 2, 0), Math.LN2);
}

/**
 * Return the total variation distance, sum |p - q| / 2, in [0, 1].
 * @param {Numbers} p
 * @param {Numbers} q
 */
export function tv(p, q) {
  let sum = 0;
  for (let i = 0; i < p.length; i += 1) sum += Math.abs(p[i] - q[i]);
  return Math.min(sum / 2, 1);
}

/**
 * Return how often the best D is right when real and fake come equally often: 1/2 + TV / 2.
 * @param {Numbers} p
 * @param {Numbers} q
 */
export function accuracy(p, q) {
  return (1 + tv(p, q)) / 2;
}

/** @param {number} d */
function bounded(d) {
  return Math.min(Math.max(d, D_SMALLEST), 1 - D_SMALLEST);
}

/**
 * Return one point's share of V.
 * @param {number} p
 * @param {number} q
 * @param {number} d
 */
function share(p, q, d) {
  const at = bounded(d);
  return p * Math.log(at) + q * Math.log1p(-at);
}

/**
 * Return V(D, G) = E_data log D + E_model log(1 - D) in nats; D and 1 - D are kept above 1e-12.
 * @param {Numbers} p
 * @param {Numbers} q
 * @param {Numbers} d
 */
export function value(p, q, d) {
  let sum = 0;
  for (let i = 0; i < p.length; i += 1) sum += share(p[i], q[i], d[i]);
  return sum;
}

/**
 * Return C(G), the most that V can be: -log 4 + 2 JSD; it is V of the best D.
 * @param {Numbers} p
 * @param {Numbers} q
 */
export function cost(p, q) {
  return 2 * jsd(p, q) - LOG4;
}

/**
 * Return at every point what D leaves of the best V, >= 0, in nats.
 * @param {Numbers} p
 * @param {Numbers} q
 * @param {Numbers} d
 */
export function shortfall(p, q, d) {
  const best = dStar(p, q);
  return Float64Array.from(p, (value, i) => Math.max(0, share(value, q[i], best[i]) - share(value, q[i], d[i])));
}

/**
 * Return bumps with one parameter moved: mean and sd in units of the bump's sd, share by its logit.
 * @param {Bump[]} bumps
 * @param {number} at which bump
 * @param {keyof Bump} name
 * @param {number} by
 */
function moved(bumps, at, name, by) {
  const bump = { ...bumps[at] };
  if (name === "mean") bump.mean += by * bump.sd;
  else bump[name] *= Math.exp(by);
  const next = bumps.with(at, bump);
  const total = next.reduce((sum, bump) => sum + bump.share, 0);
  return next.map((one) => ({ ...one, share: one.share / total }));
}

/**
 * Return d JSD / d parameter of one bump by central differences; see `moved` for the units.
 * @param {number[]} x
 * @param {Float64Array} p masses of p_data
 * @param {Bump[]} bumps of `mixture`
 * @param {number} at which bump
 * @param {keyof Bump} name
 */
export function slope(x, p, bumps, at, name) {
  const there = (/** @type {number} */ by) => jsd(p, masses(mixture(x, moved(bumps, at, name, by))));
  return (there(NUDGE) - there(-NUDGE)) / (2 * NUDGE);
}

/**
 * Return the bumps after one step of gradient descent on JSD; a step that would raise JSD is halved.
 * @param {number[]} x
 * @param {Float64Array} p masses of p_data
 * @param {Bump[]} bumps of `mixture`
 */
export function descend(x, p, bumps) {
  /** @type {(keyof Bump)[]} */
  const names = bumps.length > 1 ? ["mean", "sd", "share"] : ["mean", "sd"];
  const way = bumps.flatMap((bump, at) =>
    names.map((name) => {
      const by = (-RATE * slope(x, p, bumps, at, name)) / bump.share;
      return { at, name, by: Math.min(Math.max(by, -FARTHEST), FARTHEST) };
    }),
  );
  const before = jsd(p, masses(mixture(x, bumps)));
  for (let part = 1; part > 1e-3; part /= 2) {
    const next = way.reduce((now, { at, name, by }) => moved(now, at, name, by * part), bumps);
    if (jsd(p, masses(mixture(x, next))) <= before) return next;
  }
  return bumps;
}
