import { describe, expect, test } from '@jest/globals';
import type { Toolkit } from '../../lib/runner/host';
import { createLog } from '../../lib/runner/log';
import type { Log } from '../../lib/runner';
import { Masks } from '../../lib/runner/masks';
import { commandsIn } from '../runner/protocol';

/** What a log prints, with annotations in brackets; only the functions that a log calls are there. */
function printed(print: (log: Log) => void, masks = new Masks(() => undefined)): string {
  const lines: string[] = [];
  const annotation = (message: string | Error): void => {
    lines.push(`[${String(message)}]`);
  };
  const toolkit: Partial<Toolkit> = {
    info: (message) => lines.push(message),
    notice: annotation,
    warning: annotation,
    error: annotation,
  };
  print(createLog(toolkit as Toolkit, masks));
  return lines.join('\n');
}

const ATTACKS = [
  '::set-output name=a::b',
  'fine\n  ::add-mask::a',
  'fine\r::error::x',
  'fine ##[set-env name=PATH]/evil',
  '\u0085::warning::x',
  '\u001b[31m::error::x',
  '::stop-commands::guess\n::guess::\n::error::x',
];

describe('no text becomes a command', () => {
  test.each(ATTACKS)('from outside: %j', (text) => {
    expect(
      commandsIn(
        printed((log) => {
          log.foreign(text, { source: 'logs\n::error::x' });
        }),
      ),
    ).toEqual([]);
  });

  test.each(ATTACKS)('inside a message of ours: %j', (text) => {
    expect(
      commandsIn(
        printed((log) => {
          log.info(text);
        }),
      ),
    ).toEqual([]);
  });

  test('and commands work again afterwards', () => {
    const text = printed((log) => {
      log.foreign('::error::x', { source: 'logs' });
    });
    expect(commandsIn(`${text}\n::notice::ours`)).toHaveLength(1);
  });

  test('the word that starts commands again is another one every time', () => {
    const tokens = [1, 2].map(
      () =>
        /stop-commands::(\w+)/.exec(
          printed((log) => {
            log.foreign('x', { source: 'logs' });
          }),
        )?.[1],
    );
    expect(tokens[0]).not.toBe(tokens[1]);
    expect(tokens[0]?.length).toBeGreaterThanOrEqual(32);
  });
});

test('text from outside names its source, loses control characters, and is bounded', () => {
  const text = printed((log) => {
    log.foreign(`a\u001b[31mb\u0000c\td${'x'.repeat(100_000)}`, { source: 'logs of api-00012' });
  });
  expect(text).toContain('[logs of api-00012]\nabc\tdxxx');
  expect(text.length).toBeLessThan(70_000);
  expect(text).toMatch(/\[cut: \d+ more characters\]/);
});

test('everything that is printed is masked, errors and foreign text included', () => {
  const masks = new Masks(() => undefined);
  masks.add('hunter2!');
  const text = printed((log) => {
    log.info('hunter2!');
    log.error('hunter2!');
    log.foreign('hunter2! hun\u0000ter2!', { source: 'hunter2!' });
  }, masks);
  expect(text).not.toContain('hunter2!');
});
