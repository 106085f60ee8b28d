import assert from "node:assert/strict";
import { test } from "node:test";
import { Film, unpacked } from "../../gan1d/player/run/film.js";

const FRAMES = 600;
const film = {
  run: { type: "run", epoch: 0 },
  said: [
    { after: 299, message: { type: "changed", from: 299, settings: { k: 5 } } },
    { after: FRAMES - 1, message: { type: "state", state: "ended", index: FRAMES - 1 } },
  ],
  frames: FRAMES,
  width: 2,
};
const rows = Float32Array.from({ length: 2 * FRAMES }, (_, i) => i);

/** Play a film; return it, and what it has said. */
async function played() {
  const said = [];
  const events = {
    status: (open) => said.push(["status", open]),
    text: (message) => said.push([message.type, message.epoch]),
    binary: (buffer) => said.push(["frames", ...new Uint32Array(buffer, 0, 4)]),
  };
  const source = new Film(film, rows, events);
  await null;
  return { source, said };
}

test("a film says what a server would, and gives no more than is wanted", async () => {
  const { source, said } = await played();
  assert.deepEqual(said, [
    ["status", true],
    ["run", 1],
  ]);
  source.send({ type: "want", upto: 9 });
  await null;
  assert.deepEqual(said.splice(2), [["frames", 1, 0, 10, 2]]);
  source.send({ type: "want", upto: 5000 });
  await null;
  assert.deepEqual(said.splice(2), [
    ["frames", 1, 10, 256, 2],
    ["frames", 1, 266, 34, 2],
    ["changed", 1],
    ["frames", 1, 300, 256, 2],
    ["frames", 1, 556, 44, 2],
    ["state", 1],
  ]);
});

test("it begins again where it is asked to, and refuses to be turned", async () => {
  const { source, said } = await played();
  source.send({ type: "want", upto: 700 });
  await null;
  said.length = 0;
  assert.equal((await source.ask({ type: "set", changes: { k: 4 } })).type, "refused");
  assert.equal((await source.ask({ type: "restart", changes: { seed: 4 } })).name, "replay");
  assert.equal((await source.ask({ type: "go_on" })).epoch, 2);
  source.send({ type: "want", upto: 3 });
  await null;
  assert.deepEqual(said, [
    ["refused", undefined],
    ["refused", undefined],
    ["run", 2],
    ["frames", 2, 0, 4, 2],
  ]);
});

test("numbers come back from their changes, and wrap as they were stored", () => {
  // two frames of a step, a block of three points and a metric
  const first = new Float32Array([7, 8]);
  const steps = new Float32Array([0.5, 0.25]);
  const whole = [1, 2, -32768, 3, 2, 32767];
  const changes = whole.map((n, i) => n - (whole[i - 3] ?? 0)).map((n, i, all) => n - (i % 3 ? all[i - 1] : 0));
  const planes = (array) => {
    const bytes = new Uint8Array(array.buffer);
    const size = array.BYTES_PER_ELEMENT;
    return Array.from({ length: size }, (_, plane) => [...bytes].filter((_, i) => i % size === plane)).flat();
  };
  const bytes = new Uint8Array([
    ...new Uint8Array(first.buffer),
    ...new Uint8Array(steps.buffer),
    ...planes(Int16Array.from(changes)),
    ...planes(Float32Array.of(0.125, Number.NaN)),
  ]);
  const found = unpacked({ frames: 2, width: 5, blocks: [[1, 4]] }, bytes);
  assert.deepEqual([...found], [7, 0.5, 1, -16384, 0.125, 8, 0.75, 0.5, 8191.75, Number.NaN]);
});
