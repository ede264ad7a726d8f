import { describe, expect, test } from '@jest/globals';
import { inputsFrom, InputFaults, readInputs, Refusal, UserError } from '../../lib/runner';
import type { InputReader } from '../../lib/runner';

function faultsOf(values: Record<string, string>, read: (input: InputReader) => unknown): InputFaults {
  try {
    readInputs(inputsFrom(values), read);
  } catch (error) {
    if (error instanceof InputFaults) return error;
    throw error;
  }
  throw new Error('The inputs were accepted.');
}

function valueOf<Value>(text: string, read: (input: InputReader) => Value): Value {
  return readInputs(inputsFrom({ it: text }), read);
}

describe('faults', () => {
  test('are all reported at once, each with its input and its remedy', () => {
    const error = faultsOf(
      { percent: '120', wait: '10', region: 'Mars', mode: 'fast', flag: 'yes' },
      (input) => ({
        image: input.text('image', { required: true }),
        percent: input.percent('percent', { required: true }),
        wait: input.duration('wait', { default: 0 }),
        region: input.text('region', {
          pattern: /[a-z]+-[a-z]+\d/,
          describe: 'a region such as europe-west1',
        }),
        mode: input.choice('mode', ['rollout', 'traffic-only'], { default: 'rollout' }),
        flag: input.boolean('flag', false),
      }),
    );
    expect(error.faults.map(({ name }) => name)).toEqual([
      'image',
      'percent',
      'wait',
      'region',
      'mode',
      'flag',
    ]);
    expect(error.message).toContain('6 inputs are wrong');
    for (const { name, message, remedy } of error.faults) {
      expect(error.message).toContain(`\`${name}\`: ${message} ${remedy}`);
      expect(remedy).not.toBe('');
    }
    expect(error.message).toContain('"120" is more than 100%.');
  });

  test('of a parser, thrown or returned, carry its remedy; what reading does with placeholders is ignored', () => {
    const error = faultsOf({ plan: '50% 25%', image: 'latest' }, (input) => {
      const plan = input.parsed(
        'plan',
        (): { steps: string[] } => {
          throw new UserError('The plan goes down.', { remedy: 'Order the steps.' });
        },
        { required: true, otherwise: { steps: [] } },
      );
      input.parsed('image', () => new Refusal('It has no digest.', 'Add @sha256:...'));
      return plan.steps.length;
    });
    expect(error.faults).toEqual([
      { name: 'plan', message: 'The plan goes down.', remedy: 'Order the steps.' },
      { name: 'image', message: 'It has no digest.', remedy: 'Add @sha256:...' },
    ]);
  });

  test('between inputs are reported with the others', () => {
    const error = faultsOf({}, (input) => {
      input.fault('image', 'It cannot be given together with `traffic`.', 'Remove one of them.');
      return input.text('service', { required: true });
    });
    expect(error.faults.map(({ name }) => name)).toEqual(['image', 'service']);
  });

  test('never quote a confidential value', () => {
    const error = faultsOf({ env: 'hunter2', json: '{"password": hunter2}' }, (input) => [
      input.keyValues('env'),
      input.json('json'),
    ]);
    expect(error.faults).toHaveLength(2);
    expect(error.message).not.toContain('hunter2');
  });

  test('of our own code are not taken for the caller’s', () => {
    const broken = () =>
      readInputs(inputsFrom({ it: 'x' }), (input) => input.parsed('it', () => JSON.parse('{') as string));
    expect(broken).toThrow(SyntaxError);
  });
});

describe('values', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['FALSE', false],
    ['', true],
  ])('boolean %j', (text, value) => {
    expect(valueOf(text, (input) => input.boolean('it', true))).toBe(value);
  });

  test.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['1.5m', 90_000],
    ['0s', 0],
  ])('duration %j in milliseconds', (text, value) => {
    expect(valueOf(text, (input) => input.duration('it', { required: true }))).toBe(value);
  });

  test.each(['10', '-5m', '10 m', 'm', '1h-30m', ''])('not a duration: %j', (text) => {
    expect(faultsOf({ it: text }, (input) => input.duration('it', { required: true })).faults).toHaveLength(
      1,
    );
  });

  test('a duration out of bounds is told the bounds as one would write them', () => {
    const error = faultsOf({ it: '2h' }, (input) =>
      input.duration('it', { required: true, min: 60_000, max: 5_400_000 }),
    );
    expect(error.message).toContain('"2h" is more than 1h30m. Write something from 1m to 1h30m.');
  });

  test.each([
    ['25', 25],
    ['25%', 25],
    ['0.5%', 0.5],
    ['100', 100],
  ])('percent %j', (text, value) => {
    expect(valueOf(text, (input) => input.percent('it', { required: true }))).toBe(value);
  });

  test.each(['1.5', '1e3', '0x10', 'three', '99999999999999999999'])('not a whole number: %j', (text) => {
    expect(faultsOf({ it: text }, (input) => input.integer('it')).faults).toHaveLength(1);
  });

  test('lists skip blank lines, pairs keep what follows the first =', () => {
    expect(valueOf('one\n\n  two \r\nthree', (input) => input.lines('it'))).toEqual(['one', 'two', 'three']);
    const pairs = valueOf('# database\nURL=postgres://a?b=c\nEMPTY=\n__proto__=x', (input) =>
      input.keyValues('it'),
    );
    expect(Object.entries(pairs)).toEqual([
      ['URL', 'postgres://a?b=c'],
      ['EMPTY', ''],
      ['__proto__', 'x'],
    ]);
  });

  test('what is not given is undefined, or its default', () => {
    const values = valueOf('', (input) => [
      input.text('it'),
      input.integer('it'),
      input.choice('it', ['a', 'b']),
      input.json('it'),
      input.parsed('it', Number),
      input.secret('it'),
      input.integer('it', { default: 3 }),
    ]);
    expect(values).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, 3]);
  });

  test('a pattern is held against the whole text', () => {
    expect(
      faultsOf({ it: 'ok; rm' }, (input) => input.text('it', { pattern: /ok|fine/ })).faults,
    ).toHaveLength(1);
  });

  test('a secret is masked before it is returned', () => {
    const masked: string[] = [];
    const source = inputsFrom({ token: 's3cret' }, (value) => masked.push(value));
    readInputs(source, (input) => {
      expect(input.secret('token', { required: true })).toBe('s3cret');
      expect(masked).toEqual(['s3cret']);
    });
  });
});
