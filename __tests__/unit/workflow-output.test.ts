import { describe, expect, test } from '@jest/globals';
import { parseCommand } from '../../rehearsal/workflow/commands';
import { parseKeyValues } from '../../rehearsal/workflow/env-files';
import type { Annotation } from '../../rehearsal/workflow/events';
import { createMasks } from '../../rehearsal/workflow/masks';
import { createStepLog } from '../../rehearsal/workflow/step-log';

/** From https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands. */
describe('workflow commands', () => {
  test.each([
    [
      '::error file=app.js,line=1,endLine=2::Missing semicolon',
      'error',
      { file: 'app.js', line: '1', endline: '2' },
      'Missing semicolon',
    ],
    ['::add-mask::Mona The Octocat', 'add-mask', {}, 'Mona The Octocat'],
    ['::debug::Set the variable', 'debug', {}, 'Set the variable'],
    ['  ::NOTICE title=a%3Ab%2Cc::100%25%0Adone', 'notice', { title: 'a:b,c' }, '100%\ndone'],
    ['::group::', 'group', {}, ''],
    ['::set-output name=x::a=b::c', 'set-output', { name: 'x' }, 'a=b::c'],
  ])('%s', (line, name, properties, message) => {
    expect(parseCommand(line)).toEqual({ name, properties, message });
  });

  test.each(['plain', 'a ::error::b', ':error::x', '::', '::error', ':: ::x'])(
    '%j is plain output',
    (line) => {
      expect(parseCommand(line)).toBeUndefined();
    },
  );
});

describe('environment files', () => {
  test.each<[string, [string, string][]]>([
    ['', []],
    ['name=value\n', [['name', 'value']]],
    [
      'a=1\n\nb=\nc=x=y\r\n',
      [
        ['a', '1'],
        ['b', ''],
        ['c', 'x=y'],
      ],
    ],
    [
      'JSON<<EOF\n{\n  "a": 1\n}\nEOF\nnext=1',
      [
        ['JSON', '{\n  "a": 1\n}'],
        ['next', '1'],
      ],
    ],
    ['empty<<E\nE\n', [['empty', '']]],
    ['equation=a<<b', [['equation', 'a<<b']]],
    ['x<<E=F\nline\nE=F', [['x', 'line']]],
  ])('%j', (content, entries) => {
    expect(parseKeyValues(content)).toEqual(entries);
  });

  test.each([
    ['word', "Invalid format 'word'"],
    ['=value', 'Name must not be empty'],
    ['x<<\nv', 'delimiter must not be empty'],
    ['x<<EOF\nv\nEOF ', "Matching delimiter not found 'EOF'"],
  ])('%j is refused', (content, message) => {
    expect(() => parseKeyValues(content)).toThrow(message);
  });
});

describe('masks', () => {
  test('hide a value wherever it stands, and its lines', () => {
    const masks = createMasks(['secret-1', 'first line\nsecond line']);
    expect(masks.apply('a secret-1, secret-1!')).toBe('a ***, ***!');
    expect(masks.apply('only second line')).toBe('only ***');
    expect(masks.hides('nothing here')).toBe(false);
  });

  test('that overlap leave no tail behind', () => {
    expect(createMasks(['abcdef', 'defghi']).apply('x abcdefghi y')).toBe('x *** y');
    expect(createMasks(['key', 'key-long']).apply('the key-long one')).toBe('the *** one');
  });

  test.each([0, 1, 2])('hide base64 at offset %i', (offset) => {
    const secret = 'correct horse battery staple';
    const encoded = Buffer.from('x'.repeat(offset) + secret + ' and more').toString('base64');
    const shown = createMasks([secret]).apply(encoded);
    expect(shown).toContain('***');
    expect(Buffer.from(shown.replace('***', ''), 'base64').toString()).not.toMatch(/horse|battery/);
  });

  test('hide what escaping makes of a value', () => {
    const secret = 'p"ss w&rd\\';
    const masks = createMasks([secret]);
    for (const form of [JSON.stringify({ secret }), encodeURIComponent(secret), 'p&quot;ss w&amp;rd\\'])
      expect(masks.apply(form)).toContain('***');
  });

  test('do not hide nothing', () => {
    expect(createMasks(['', '  ', '\n']).apply('a b')).toBe('a b');
  });
});

describe('the log of a step', () => {
  function log() {
    const lines: string[] = [];
    const annotations: Annotation[] = [];
    const values: Record<string, string> = {};
    const take = createStepLog({
      masks: createMasks(),
      line: (text) => lines.push(text),
      annotate: (annotation) => annotations.push(annotation),
      setOutput: (name, value) => (values[name] = value),
      saveState: (name, value) => (values[`state ${name}`] = value),
    });
    return { take, lines, annotations, values };
  }

  test('keeps ten annotations of a level, and cuts their text', () => {
    const { take, annotations } = log();
    for (let index = 0; index < 12; index += 1) take(`::warning::${'w'.repeat(5000)}`);
    take('::error::once');
    expect(annotations).toHaveLength(11);
    expect(annotations[0]?.message).toHaveLength(4096);
  });

  test('obeys the old commands that the runner still obeys, and refuses the disabled ones', () => {
    const { take, lines, values } = log();
    take('::set-output name=a::1');
    take('::save-state name=b::2');
    take('::set-env name=PATH::/evil');
    expect(values).toEqual({ a: '1', 'state b': '2' });
    expect(lines).toEqual([`Error: The 'set-env' command is disabled. Use the environment files.`]);
  });

  test('resumes only at the word with which it was stopped', () => {
    const { take, lines, values } = log();
    for (const line of [
      '::stop-commands::w0rd',
      '::set-output name=a::1',
      '::other::',
      '::W0RD::',
      '::set-output name=b::2',
    ])
      take(line);
    expect(lines).toEqual(['::set-output name=a::1', '::other::']);
    expect(values).toEqual({ b: '2' });
  });

  test('prints a command that it does not know', () => {
    const { take, lines } = log();
    take('::nonsense::x');
    expect(lines).toEqual(['::nonsense::x']);
  });
});
