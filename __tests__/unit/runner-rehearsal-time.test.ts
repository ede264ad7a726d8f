import { describe, expect, test } from '@jest/globals';
import { UserError } from '../../lib/runner';
import { clockOf } from '../../lib/runner/clock';
import { isLoopback } from '../../lib/runner/loopback';
import { randomOf } from '../../lib/runner/random';

const HERE = { SLUICE_CLOUD_RUN_ENDPOINT: 'http://127.0.0.1:8080' };

describe('scaled time and seeds', () => {
  test.each([
    ['without an endpoint', {}],
    ['with an endpoint elsewhere', { SLUICE_CLOUD_RUN_ENDPOINT: 'https://run.googleapis.com' }],
    [
      'with one of two endpoints elsewhere',
      { ...HERE, SLUICE_REGISTRY_ENDPOINT: 'https://registry.example.com' },
    ],
    ['with an endpoint that is no address', { SLUICE_CLOUD_RUN_ENDPOINT: '127.0.0.1:8080' }],
  ])('are refused %s', (_, endpoints) => {
    expect(() => clockOf({ ...endpoints, SLUICE_TIME_SCALE: '60' })).toThrow(UserError);
    expect(() => clockOf({ ...endpoints, SLUICE_TIME_ORIGIN: '1' })).toThrow(UserError);
    expect(() => randomOf({ ...endpoints, SLUICE_SEED: '7' })).toThrow(UserError);
  });

  test.each(['0', '-1', 'fast', 'Infinity'])('a scale of %j is refused', (scale) => {
    expect(() => clockOf({ ...HERE, SLUICE_TIME_SCALE: scale })).toThrow(/not a number above 0/);
  });
});

test.each([
  ['http://localhost:1', true],
  ['http://[::1]:1', true],
  ['http://127.8.9.1', true],
  ['http://127.0.0.1.evil.example', false],
  ['http://localhost@evil.example', false],
  ['http://evil.example/127.0.0.1', false],
  ['http://0.0.0.0:1', false],
  ['ftp://127.0.0.1', false],
])('%s is on this machine: %j', (url, here) => {
  expect(isLoopback(url)).toBe(here);
});

describe('the clock', () => {
  test('runs in real time unless it is told otherwise', () => {
    expect(Math.abs(clockOf({}).now() - Date.now())).toBeLessThan(1_000);
  });

  test('sleeps through scaled time: at least as long as asked, by its own reckoning', async () => {
    const clock = clockOf({ ...HERE, SLUICE_TIME_SCALE: '6000' });
    const start = clock.now();
    await clock.sleep(60_000);
    expect(clock.now() - start).toBeGreaterThanOrEqual(60_000 - 1);
  });

  test('is the same in every process with the same origin', () => {
    const variables = { ...HERE, SLUICE_TIME_SCALE: '1000', SLUICE_TIME_ORIGIN: String(Date.now() - 60_000) };
    const [one, other] = [clockOf(variables), clockOf(variables)];
    const readings = [one.now(), other.now(), one.now(), other.now()];
    expect(readings).toEqual([...readings].sort((earlier, later) => earlier - later));
    expect(one.now() - Date.now()).toBeGreaterThan(900 * 60_000);
  });

  test('wakes with the reason of the signal, during the sleep and before it', async () => {
    const controller = new AbortController();
    const sleep = clockOf({}).sleep(60_000, controller.signal);
    const reason = new Error('cancelled');
    controller.abort(reason);
    await expect(sleep).rejects.toBe(reason);
    await expect(clockOf({}).sleep(60_000, controller.signal)).rejects.toBe(reason);
  });
});

test('the same seed gives the same numbers from 0 up to 1, another seed gives others', () => {
  const draw = (seed: string): number[] => {
    const random = randomOf({ ...HERE, SLUICE_SEED: seed });
    return Array.from({ length: 1_000 }, random);
  };
  const numbers = draw('7');
  expect(draw('7')).toEqual(numbers);
  expect(draw('8')).not.toEqual(numbers);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(numbers.reduce((sum, number) => sum + number, 0) / 1_000).toBeCloseTo(0.5, 1);
});
