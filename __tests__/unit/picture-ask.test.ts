import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { askAtGate } from '../../rehearsal/picture';

function paper(columns?: number): { write: (text: string) => boolean; columns?: number; text: () => string } {
  let written = '';
  const write = (text: string): boolean => {
    written += text;
    return true;
  };
  return { write, ...(columns === undefined ? {} : { columns }), text: () => written };
}

const GATE = { environment: 'production', brief: '## Brief: mathapp\n\n- Create it at 0 %.\n' };

describe('asked at a gate', () => {
  test.each([
    ['y\n', 'approved'],
    [' YES \r\n', 'approved'],
    ['\n', 'rejected'],
    ['n\n', 'rejected'],
    ['yesterday\n', 'rejected'],
  ] as const)('%j is %s', async (answer, decision) => {
    const input = new PassThrough();
    input.write(answer);
    await expect(askAtGate(input, paper(), GATE)).resolves.toBe(decision);
  });

  test('shows the brief as it is written, no wider than the terminal', async () => {
    const input = new PassThrough();
    input.end('y\n');
    const out = paper(30);
    await askAtGate(input, out, {
      ...GATE,
      brief: `${GATE.brief}${'word '.repeat(40)}\u001b[2J`,
    });
    expect(out.text()).toContain('## Brief: mathapp\n\n- Create it at 0 %.\nword word');
    expect(out.text()).toMatch(/Approve\? \[y\/N\] $/);
    expect(out.text()).not.toContain('\u001b');
    for (const line of out.text().split('\n')) expect(line.length).toBeLessThanOrEqual(30);
  });

  test('leaves the next answer to the next question', async () => {
    const input = new PassThrough();
    input.write('y\nn\ny');
    input.end();
    const answers = [];
    for (let index = 0; index < 4; index += 1) answers.push(await askAtGate(input, paper(), GATE));
    expect(answers).toEqual(['approved', 'rejected', 'approved', 'rejected']);
  });

  test('nobody there is a no', async () => {
    const input = new PassThrough();
    input.end();
    const out = paper();
    await expect(askAtGate(input, out, GATE)).resolves.toBe('rejected');
    expect(out.text()).toContain('Nobody answered: rejected.');
  });

  test('a question that is taken back is a no, and nobody listens any longer', async () => {
    const input = new PassThrough();
    const leaving = new AbortController();
    const asked = askAtGate(input, paper(), { ...GATE, signal: leaving.signal });
    leaving.abort();
    await expect(asked).resolves.toBe('rejected');
    expect(input.listenerCount('data')).toBe(0);
    expect(input.isPaused()).toBe(true);
  });
});
