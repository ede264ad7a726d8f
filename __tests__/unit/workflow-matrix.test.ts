import { describe, expect, test } from '@jest/globals';
import { expandMatrix, instanceName, readStrategy } from '../../rehearsal/workflow/matrix';

/** From https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations. */
describe('GitHub’s documentation of the matrix', () => {
  test('vectors are multiplied, the first one slowest', () => {
    expect(expandMatrix({ os: ['ubuntu-22.04', 'ubuntu-20.04'], version: [10, 12, 14] })).toEqual([
      { os: 'ubuntu-22.04', version: 10 },
      { os: 'ubuntu-22.04', version: 12 },
      { os: 'ubuntu-22.04', version: 14 },
      { os: 'ubuntu-20.04', version: 10 },
      { os: 'ubuntu-20.04', version: 12 },
      { os: 'ubuntu-20.04', version: 14 },
    ]);
  });

  test('include adds to the combinations it overwrites nothing of, and else stands alone', () => {
    const matrix = {
      fruit: ['apple', 'pear'],
      animal: ['cat', 'dog'],
      include: [
        { color: 'green' },
        { color: 'pink', animal: 'cat' },
        { fruit: 'apple', shape: 'circle' },
        { fruit: 'banana' },
        { fruit: 'banana', animal: 'cat' },
      ],
    };
    expect(expandMatrix(matrix)).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  test('include expands one configuration', () => {
    const matrix = {
      os: ['windows-latest', 'ubuntu-latest'],
      node: [14, 16],
      include: [{ os: 'windows-latest', node: 16, npm: 6 }],
    };
    expect(expandMatrix(matrix)).toContainEqual({ os: 'windows-latest', node: 16, npm: 6 });
    expect(expandMatrix(matrix)).toHaveLength(4);
  });

  test('include alone is the matrix', () => {
    const include = [
      { site: 'production', datacenter: 'site-a' },
      { site: 'staging', datacenter: 'site-b' },
    ];
    expect(expandMatrix({ include })).toEqual(include);
  });

  test('exclude takes away by partial match, and include comes after it', () => {
    const matrix = {
      os: ['macos-latest', 'windows-latest'],
      version: [12, 14, 16],
      environment: ['staging', 'production'],
      exclude: [
        { os: 'macos-latest', version: 12, environment: 'production' },
        { os: 'windows-latest', version: 16 },
      ],
    };
    expect(expandMatrix(matrix)).toHaveLength(9);
    const again = { ...matrix, include: [{ os: 'windows-latest', version: 16 }] };
    expect(expandMatrix(again)).toContainEqual({ os: 'windows-latest', version: 16 });
  });

  test('objects can be values', () => {
    const node = [{ version: 14 }, { version: 20, env: 'NODE_OPTIONS=x' }];
    expect(expandMatrix({ os: ['ubuntu-latest'], node })).toEqual([
      { os: 'ubuntu-latest', node: node[0] },
      { os: 'ubuntu-latest', node: node[1] },
    ]);
  });

  test('the limit is 256 jobs, and none is a fault', () => {
    const many = Array.from({ length: 17 }, (_, index) => index);
    expect(() => expandMatrix({ a: many, b: many })).toThrow('289 jobs');
    expect(() => expandMatrix({ a: [] })).toThrow('does not contain any values');
    expect(() => expandMatrix({ a: [1], exclude: [{ a: 1 }] })).toThrow('does not contain any values');
    expect(() => expandMatrix({ a: 'text' })).toThrow(`'a' is not a list`);
  });
});

test('a strategy fails fast and knows no limit unless it says so', () => {
  expect(readStrategy(null)).toEqual({ combinations: [{}], failFast: true, maxParallel: Infinity });
  expect(readStrategy({ matrix: { a: [1] }, 'fail-fast': false, 'max-parallel': 3 })).toEqual({
    combinations: [{ a: 1 }],
    failFast: false,
    maxParallel: 3,
  });
});

test('an instance is named by its values', () => {
  expect(instanceName('test', {})).toBe('test');
  expect(instanceName('test', { os: 'ubuntu', node: { version: 20 } })).toBe('test (ubuntu, 20)');
});
