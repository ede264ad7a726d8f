import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { liveTelling } from '../../rehearsal/picture';
import type { Telling } from '../../rehearsal/picture';
import { badCanary, playInto } from './picture-recording';

const SEQUENCE = new RegExp('^\\u001b\\[(\\??)(\\d*)([A-Za-z])');

/** The part of a terminal that the picture relies on: rows, wrapping, upwards, erasing, the cursor. */
class FakeTerminal extends EventEmitter {
  columns = 80;
  rows = 30;
  cursor = true;
  writes = 0;
  lines: string[] = [''];
  #row = 0;

  hasColors(): boolean {
    return false;
  }

  write(text: string): boolean {
    this.writes += 1;
    let rest = text;
    while (rest !== '') {
      const sequence = SEQUENCE.exec(rest);
      if (sequence) this.#obey(sequence[1] === '?', Number(sequence[2] ?? 1), sequence[3] ?? '');
      else this.#put(rest.charAt(0));
      rest = rest.slice(sequence ? sequence[0].length : 1);
    }
    return true;
  }

  #obey(isPrivate: boolean, number: number, final: string): void {
    if (isPrivate) this.cursor = final === 'h';
    else if (final === 'A') {
      if (number > (this.rows || 24) - 1) throw new RangeError(`The cursor cannot go up ${number} rows.`);
      this.#row -= number;
    } else if (final === 'K') this.lines[this.#row] = '';
    else if (final === 'J') this.lines.length = this.#row + 1;
    else throw new RangeError(`Sequence ${final} is unknown.`);
  }

  #put(character: string): void {
    if (character === '\r') return;
    if (character === '\n') {
      this.#row += 1;
      this.lines[this.#row] ??= '';
      return;
    }
    const line = (this.lines[this.#row] ?? '') + character;
    if (line.length > (this.columns || 80)) throw new RangeError(`Wider than the terminal: ${line}`);
    this.lines[this.#row] = line;
  }

  /** Wraps what stands there, as terminals do, and tells of it. */
  resize(columns: number): void {
    this.columns = columns;
    const parts = new RegExp(`.{1,${columns}}`, 'g');
    this.lines = this.lines.flatMap((line) => line.match(parts) ?? ['']);
    this.#row = this.lines.length - 1;
    this.emit('resize');
  }

  get text(): string {
    return this.lines.join('\n');
  }
}

class FakeProcess extends EventEmitter {
  pid = 4711;
  killed: string[] = [];

  kill(_: number, signal: string): void {
    this.killed.push(signal);
  }
}

interface Bench {
  terminal: FakeTerminal;
  host: FakeProcess;
  telling: Telling;
  /** Lets time pass, with everything that is recorded until then. */
  playUntil: (milliseconds: number) => void;
}

function bench(host = new FakeProcess()): Bench {
  const terminal = new FakeTerminal();
  let now = 0;
  let tick = (): void => undefined;
  const every = (_: number, action: () => void): (() => void) => {
    tick = action;
    return () => {
      tick = () => undefined;
    };
  };
  const telling = liveTelling(terminal, { now: () => now, every }, host);
  const playUntil = (until: number): void => {
    for (; now < until; now += 100) {
      const part = badCanary.filter(({ at }) => at >= now && at < now + 100);
      playInto(telling, part);
      tick();
    }
    tick();
  };
  return { terminal, host, telling, playUntil };
}

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

describe('the live picture', () => {
  test('is redrawn in place: at every moment there is one picture', () => {
    const { terminal, telling, playUntil } = bench();
    telling.scenario('bad-canary', 'It is found out.');
    for (let at = 100; at < 9_000; at += 500) {
      playUntil(at);
      expect(occurrences(terminal.text, 'bad-canary')).toBe(1);
    }
    expect(terminal.text).toMatch(/✗ Production +failed after/);
    telling.close();
  });

  test('is drawn at most ten times a second, however much happens', () => {
    const { terminal, telling, playUntil } = bench();
    telling.scenario('bad-canary', 'It is found out.');
    const before = terminal.writes;
    for (let index = 0; index < 1000; index += 1) telling.line(`line ${index}`);
    expect(terminal.writes).toBe(before);
    playUntil(1_000);
    expect(terminal.writes - before).toBeLessThanOrEqual(11);
    telling.close();
  });

  test('leaves the last picture and the closing lines, and then the next scenario begins below them', () => {
    const { terminal, telling, playUntil } = bench();
    telling.scenario('bad-canary', 'It is found out.');
    playUntil(9_000);
    terminal.rows = 10;
    telling.end(['82 requests of visitors'], true);
    expect(terminal.text).toContain('bad-canary  ✓ as it should be');
    expect(terminal.text).toMatch(/– Cleanup +skipped/);
    expect(terminal.text.trimEnd()).toMatch(/82 requests of visitors$/);
    expect(terminal.cursor).toBe(true);
    telling.scenario('healthy', 'A good one.');
    playUntil(9_500);
    expect(terminal.text).toContain('bad-canary  ✓ as it should be');
    expect(terminal.text.indexOf('healthy')).toBeGreaterThan(terminal.text.indexOf('82 requests'));
    telling.close();
    expect(terminal.cursor).toBe(true);
  });

  test('fits a terminal that has become narrower', () => {
    const { terminal, telling, playUntil } = bench();
    telling.scenario('bad-canary', 'It is found out.');
    playUntil(7_000);
    terminal.resize(50);
    expect(terminal.text).toMatch(/^S{47}C{3}$/m);
    expect(occurrences(terminal.text, 'bad-canary')).toBe(1);
    telling.close();
  });

  test('takes 80 columns where a terminal does not know its size', () => {
    const { terminal, telling, playUntil } = bench();
    Object.assign(terminal, { columns: 0, rows: 0 });
    telling.scenario('bad-canary', 'It is found out.');
    playUntil(7_000);
    expect(terminal.text).toMatch(/^S{76}C{4}$/m);
    telling.close();
  });

  test('makes room for a question and comes back after it', async () => {
    const { terminal, telling, playUntil } = bench();
    telling.scenario('bad-canary', 'It is found out.');
    playUntil(3_500);
    await telling.aside(() => {
      expect(terminal.text).not.toContain('bad-canary');
      expect(terminal.cursor).toBe(true);
      playUntil(4_000);
      expect(terminal.text).not.toContain('bad-canary');
      return Promise.resolve();
    });
    expect(terminal.text).toContain('bad-canary');
    expect(terminal.cursor).toBe(false);
    telling.close();
  });
});

describe('the cursor', () => {
  test('is hidden while the picture moves, and shown again when the process ends by itself or by an exception', () => {
    const { terminal, host, telling } = bench();
    telling.scenario('x', 'y');
    expect(terminal.cursor).toBe(false);
    host.emit('exit');
    expect(terminal.cursor).toBe(true);
    telling.close();
  });

  test('is shown before a signal ends the process that nobody else listens to', () => {
    const { terminal, host, telling } = bench();
    telling.scenario('x', 'y');
    host.emit('SIGINT');
    expect(terminal.cursor).toBe(true);
    expect(host.killed).toEqual(['SIGINT']);
  });

  test('a first signal is left to those who tidy up, the second one ends the process', () => {
    const host = new FakeProcess();
    const heard: string[] = [];
    host.once('SIGINT', () => heard.push('SIGINT'));
    const { terminal, telling } = bench(host);
    telling.scenario('x', 'y');
    host.emit('SIGINT');
    expect([heard, host.killed, terminal.cursor]).toEqual([['SIGINT'], [], false]);
    host.emit('SIGINT');
    expect([host.killed, terminal.cursor]).toEqual([['SIGINT'], true]);
  });

  test('nothing listens any longer when the picture is closed', () => {
    const { terminal, host, telling } = bench();
    telling.close();
    expect([...host.eventNames(), ...terminal.eventNames()]).toEqual([]);
  });
});
