import { describe, expect, test } from '@jest/globals';
import { plainTelling } from '../../rehearsal/picture';
import type { Telling } from '../../rehearsal/picture';
import { badCanary, playInto } from './picture-recording';

function plain(): { telling: Telling; lines: () => string[]; setTime: (milliseconds: number) => void } {
  let text = '';
  let now = 0;
  const out = {
    write: (chunk: string): boolean => {
      text += chunk;
      return true;
    },
  };
  const telling = plainTelling(out, { now: () => now, every: () => () => undefined });
  return {
    telling,
    lines: () => text.trimEnd().split('\n'),
    setTime: (milliseconds) => {
      now = milliseconds;
    },
  };
}

function told(): string[] {
  const { telling, lines, setTime } = plain();
  telling.scenario('bad-canary', 'It is found out.');
  playInto(
    {
      event: (event, at) => {
        setTime(at);
        telling.event(event);
      },
      split: (split, at) => {
        setTime(at);
        telling.split(split);
      },
      served: (served, at) => {
        setTime(at);
        telling.served(served);
      },
    },
    badCanary,
  );
  telling.end(['82 requests of visitors, 1 failed'], true);
  telling.close();
  return lines();
}

describe('plain lines', () => {
  test('tell of jobs, gate, brief, traffic and the failed step, with the elapsed seconds', () => {
    const lines = told();
    expect(lines).toEqual(
      expect.arrayContaining([
        'bad-canary: It is found out.',
        '    2.0 s  job production / Plan',
        '    3.0 s  job production / Plan: success',
        '    3.1 s  gate: production waits for approval',
        '    3.1 s    | ## Brief: mathapp',
        '    4.5 s  gate: production is approved by release-manager',
        '    6.5 s  traffic: mathapp-prior 95 %, mathapp-c0ffee1-dcc83d8e 5 %',
        '    7.1 s    visitors of mathapp-c0ffee1-dcc83d8e: 2 requests, 1 failed, median 30 ms',
        '    7.4 s    failure: Rollout',
        '    8.3 s  job production / Cleanup: skipped',
        '  82 requests of visitors, 1 failed',
        '  as it should be',
      ]),
    );
  });

  test('say the same thing once: not the annotation of an error and not the exit code', () => {
    const lines = told();
    expect(lines.filter((line) => line.includes('was rolled back'))).toHaveLength(1);
    expect(lines.join('\n')).not.toContain('exit code');
    const first = lines.findIndex((line) => line.includes('error: mathapp-c0ffee1'));
    expect(lines[first + 1]).toBe('    7.2 s        Correct it and deploy again.');
  });

  test('do not mention steps that say nothing, such as post steps', () => {
    expect(told().join('\n')).not.toContain('Post');
  });

  test('say the exit code of a step that said no error, and where an annotation belongs', () => {
    const { telling, lines } = plain();
    const step = { job: 'test', step: 'npm test', at: 0 };
    telling.event({ type: 'output', ...step, line: 'Error: Process completed with exit code 7.' });
    const annotation = { level: 'error', message: 'Wrong.', file: 'checks.yml', line: 12 } as const;
    telling.event({ type: 'annotation', ...step, annotation });
    expect(lines().map((line) => line.slice(11))).toEqual([
      '  npm test',
      '    error: Process completed with exit code 7.',
      '    error: Wrong.',
      '      at checks.yml:12',
    ]);
  });

  test.each([
    ['failure', ['… 60 more lines', 'line 84', 'line 99', '  failure: npm test']],
    ['success', ['… 75 more lines', 'line 99']],
  ] as const)('of a talkative step that ends in %s the beginning and the end', (conclusion, expected) => {
    const { telling, lines } = plain();
    const step = { job: 'test', step: 'npm test', at: 0 };
    for (let index = 0; index < 100; index += 1)
      telling.event({ type: 'output', ...step, line: `line ${index}` });
    telling.event({ type: 'step-finished', ...step, conclusion, seconds: 1 });
    const text = lines().join('\n');
    for (const each of expected) expect(text).toContain(each);
    expect(text).toContain('line 0\n');
    expect(text).not.toContain('line 50');
    expect(lines().length).toBeLessThan(45);
  });

  test('of jobs side by side say which one it is', () => {
    const { telling, lines } = plain();
    for (const name of ['a', 'b']) telling.event({ type: 'job-started', job: name, name, at: 0 });
    for (const job of ['a', 'b', 'a'])
      telling.event({ type: 'output', job, step: 'Build', line: 'working', at: 0 });
    expect(lines().map((line) => line.slice(11).trim())).toEqual([
      ...['job a', 'job b', 'a: Build', 'working', 'b: Build', 'working', 'a: Build', 'working'],
    ]);
  });

  test('wait while somebody is asked', async () => {
    const { telling, lines } = plain();
    const before = lines().length;
    const answer = await telling.aside(() => {
      telling.line('meanwhile');
      expect(lines()).toHaveLength(before);
      return Promise.resolve('y');
    });
    expect(answer).toBe('y');
    expect(lines().join('\n')).toContain('meanwhile');
  });

  test('cannot be forged by what a process prints', () => {
    const { telling, lines } = plain();
    telling.event({
      type: 'output',
      job: 'a',
      step: 's',
      line: '\u001b[1A\u001b[2Kdone\rjob b: success',
      at: 0,
    });
    telling.line('one\ntwo');
    const text = lines().map((line) => line.slice(11));
    expect(text).toEqual(['  s', '    done', '      job b: success', 'one', 'two']);
  });
});
