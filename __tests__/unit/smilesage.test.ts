import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describeTflite } from '../../actions/model-manifest/src/reading/tflite';
import { DESIGNS, networkOf } from '../../examples/smilesage/model/designs';
import { writeTflite } from '../../examples/smilesage/model/write-tflite';
import { bundledModel } from '../../examples/smilesage/src/bundled';
import { serve } from '../../examples/smilesage/src/serve';
import type { Service } from '../../examples/smilesage/src/serve';
import { readSettings } from '../../examples/smilesage/src/settings';
import { Interpreter } from '../../examples/smilesage/src/tflite/interpreter';

describe('the models of the example', () => {
  test.each(DESIGNS)('of the design %s are read by the action as they were written', (design) => {
    const { inputs, outputs, description } = describeTflite(writeTflite(networkOf(design)), 'smile.tflite');
    expect(description).toBe(`smile, ${design}`);
    expect(inputs).toEqual([{ name: 'picture', shape: [1, 144], dtype: 'float32', quantization: null }]);
    expect(outputs).toEqual([{ name: 'label', shape: [1, 2], dtype: 'float32', quantization: null }]);
  });

  test('are the same bytes whenever they are made, and the bundled one is the first', () => {
    const [one, other] = [writeTflite(networkOf('first')), writeTflite(networkOf('first'))];
    expect(Buffer.from(one).equals(other)).toBe(true);
    expect(bundledModel().sha256).toBe(createHash('sha256').update(one).digest('hex'));
  });

  test('compute what the network says, for any weights and inputs', () => {
    const number = fc.float({ min: -8, max: 8, noNaN: true });
    const row = fc.tuple(number, number, number);
    fc.assert(
      fc.property(fc.tuple(row, row), fc.tuple(number, number), row, (weights, bias, input) => {
        const layers = [{ weights, bias, relu: true }] as const;
        const file = writeTflite({ description: '', input: 'in', output: 'out', layers });
        const sums = weights.map((one, at) =>
          Math.max(
            0,
            one.reduce((sum, weight, column) => sum + weight * (input[column] ?? 0), bias[at] ?? 0),
          ),
        );
        const powers = sums.map((sum) => Math.exp(sum - Math.max(...sums)));
        const whole = powers.reduce((total, power) => total + power, 0);
        const [found = []] = new Interpreter(file).run([input]);
        for (const [at, power] of powers.entries()) expect(found[at]).toBeCloseTo(power / whole, 4);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the inference API', () => {
  let service: Service;

  beforeEach(async () => {
    service = await serve(readSettings({ PORT: '0', HOST: '127.0.0.1' }), (error) => {
      throw error;
    });
  });

  afterEach(() => service.close());

  const post = async (body: string): Promise<{ status: number; body: unknown }> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${service.url}/predictions`, { method: 'POST', headers, body });
    return { status: response.status, body: await response.json() };
  };

  test('answers with the bundled model where it is told of no other', async () => {
    const health = await (await fetch(`${service.url}/health`)).json();
    expect(health).toMatchObject({ status: 'ok', model: { version: '1.0.0', source: 'bundled' } });
    const picture = Buffer.alloc(144, 90).toString('base64');
    expect(await post(JSON.stringify({ picture }))).toMatchObject({ status: 200, body: { model: '1.0.0' } });
  });

  test.each([
    ['no JSON', '{'],
    ['no picture', '{}'],
    ['a picture of another size', JSON.stringify({ picture: Buffer.alloc(143).toString('base64') })],
    ['a number', '7'],
  ])('refuses %s and says why', async (_what, body) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  });
});

test.each([
  [{ PORT: 'http' }, 'PORT must be'],
  [{ MODEL_HOME: 'models' }, 'MODEL_HOME must be an address'],
  [{ MODEL_HOME: 'https://models.example', MODEL_KEYS: 'secret' }, 'MODEL_KEYS must be public keys'],
  [{ MODEL_HOME: 'https://models.example', MODEL_CHANNEL: 'beta' }, 'MODEL_CHANNEL must be'],
])('does not start with %p', (environment, message) => {
  expect(() => readSettings(environment)).toThrow(message);
});
