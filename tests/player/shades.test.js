/** The shades of the carpet: which side of white, how far, how faint. */

import assert from "node:assert/strict";
import test from "node:test";
import { KEY, shader } from "../../gan1d/player/picture/shades.js";

const RUN = {
  y_max: 1,
  p_data: [0.5, 0.25, 0],
  row: { points: 3, model: 0, d: 3, field: { mean_d_real: 6 } },
};

/** Return the shades of three points, each as red less blue and opacity. */
function shades(model, d, { mean = 0.5, density = false } = {}) {
  const shade = shader(RUN, new Float32Array([...model, ...d, mean]), density);
  return [0, 1, 2].map((place) => {
    const [red, , blue, opacity] = new Uint8Array(new Uint32Array([shade(place)]).buffer);
    return [red - blue, opacity];
  });
}

test("the key goes from blue over white to orange", () => {
  const ends = [0, (KEY.length - 1) / 2, KEY.length - 1].map((i) => [...new Uint8Array(KEY.slice(i, i + 1).buffer)]);
  assert.deepEqual(ends, [
    [0, 84, 160, 255],
    [255, 255, 255, 255],
    [214, 88, 0, 255],
  ]);
});

test("D at 1 is orange, at 1/2 white, at 0 blue; faint where there is nothing to judge", () => {
  assert.deepEqual(shades([0.5, 0.5, 0.5], [1, 0.5, 0]), [
    [214, 255],
    [0, 255],
    [-160, 255],
  ]);
  const faint = Math.floor(0.24 * 255);
  assert.ok(Math.abs(shades([0, 0, 0.003], [1, 1, 1])[2][1] - faint) <= 1);
  assert.equal(shades([0, 0, 0.005], [1, 1, 1])[2][1], 255);
});

test("of a critic only the differences count", () => {
  const model = [0.5, 0.25, 0.5];
  const critic = shades(model, [2, 1, -1], { mean: NaN });
  assert.deepEqual(shades(model, [102, 101, 99], { mean: NaN }), critic);
  assert.ok(critic[0][0] > critic[1][0] && critic[2][0] < 0);
});

test("of densities, orange is where the data are denser, by the share of their peak", () => {
  const [more, same, less] = shades([0, 0.25, 0.5], [0, 0, 0], { density: true });
  assert.deepEqual([more[0], same[0], less[0]], [214, 0, -160]);
});
