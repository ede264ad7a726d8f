import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DESIGNS, networkOf } from '../model/designs';
import { writeTflite } from '../model/write-tflite';
import { Classifier } from '../src/classifier';
import { pictures } from '../src/pictures';
import { Interpreter } from '../src/tflite/interpreter';

void test('a network that was written is executed as arithmetic says', () => {
  const layers = [
    { weights: [[1, -1], [2, 2]], bias: [0.5, -10], relu: true }, // prettier-ignore
    { weights: [[1, 0], [0, 1]], bias: [0, 0], relu: false }, // prettier-ignore
  ] as const;
  const model = new Interpreter(writeTflite({ description: '', input: 'in', output: 'out', layers }));
  assert.deepEqual(model.inputs, [{ name: 'in', shape: [1, 2] }]);
  // 3 - 1 + 0.5 = 2.5; 2 * (3 + 1) - 10 is negative, and cut to 0.
  const [[first = 0, second = 0] = []] = model.run([[3, 1]]);
  assert.ok(Math.abs(first - Math.exp(2.5) / (Math.exp(2.5) + 1)) < 1e-6);
  assert.ok(Math.abs(first + second - 1) < 1e-6);
});

void test('a file is read from wherever it lies in memory', () => {
  const file = writeTflite(networkOf('wider'));
  const [smiling] = pictures(2, 5).slice(1);
  assert.ok(smiling);
  const moved = Buffer.concat([Buffer.alloc(3), file]).subarray(3);
  const [there, here] = [moved, file].map((bytes) => new Classifier(bytes).classify(smiling.pixels));
  assert.deepEqual(there, here);
});

void test('what is no model is refused', () => {
  assert.throws(() => new Interpreter(new Uint8Array(100)), /no TensorFlow Lite model/);
});

void test('the wider model is better than the first one, and the blurred one hardly', () => {
  const set = pictures(1000, 20_260_101);
  const [first = 0, wider = 0, blurred = 0] = DESIGNS.map((design) => {
    const classifier = new Classifier(writeTflite(networkOf(design)));
    return set.filter(({ pixels, label }) => classifier.classify(pixels).label === label).length;
  });
  assert.ok(wider > first + 10, `${wider} against ${first}`);
  assert.ok(blurred <= first + 10, `${blurred} against ${first}`);
});
