import { Refusal } from './input-reader';
import type { NumberRule } from './input-reader';

/** Milliseconds of each unit that a duration may be written in. */
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What a caller wrote, short enough for a message. */
export function quoted(text: string): string {
  return text.length > 80 ? `"${text.slice(0, 77)}..."` : `"${text}"`;
}

/** The core words of YAML 1.2, as GitHub's own toolkit reads them; "yes" and "on" are not among them. */
export function parseBoolean(text: string): boolean | Refusal {
  if (['true', 'True', 'TRUE'].includes(text)) return true;
  if (['false', 'False', 'FALSE'].includes(text)) return false;
  return new Refusal(`${quoted(text)} is neither true nor false.`, 'Write true or false.');
}

export function parseInteger(text: string, rule: NumberRule = {}): number | Refusal {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value))
    return new Refusal(`${quoted(text)} is not a whole number.`, 'Write digits only, such as 3.');
  return within(value, text, rule, String);
}

/** "25" or "25%"; from 0 to 100 unless the rule is narrower. */
export function parsePercent(text: string, rule: NumberRule = {}): number | Refusal {
  const [, digits] = /^(\d+(?:\.\d+)?)\s*%?$/.exec(text) ?? [];
  if (digits === undefined)
    return new Refusal(
      `${quoted(text)} is not a percentage.`,
      'Write a number from 0 to 100, such as 25 or 25%.',
    );
  return within(Number(digits), text, { min: 0, max: 100, ...rule }, (value) => `${value}%`);
}

/** "500ms", "30s", "10m", "1h30m" in milliseconds, as are the bounds. A bare number is refused: its unit would be a guess. */
export function parseDuration(text: string, rule: NumberRule = {}): number | Refusal {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) {
    return new Refusal(
      `${quoted(text)} is not a duration.`,
      'Write numbers with units (ms, s, m, h, d), such as 30s, 10m or 1h30m.',
    );
  }
  const parts = [...text.matchAll(/([\d.]+)([a-z]+)/g)];
  const milliseconds = parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ''] ?? NaN),
    0,
  );
  return within(milliseconds, text, rule, formatDuration);
}

/** A duration as it would be written in an input: 5400000 is "1h30m". */
export function formatDuration(milliseconds: number): string {
  const written = Object.entries(UNITS)
    .reverse()
    .reduce(
      ({ text, rest }, [unit, size]) => {
        const amount = Math.floor(rest / size);
        return { text: amount > 0 ? `${text}${amount}${unit}` : text, rest: rest - amount * size };
      },
      { text: '', rest: Math.round(milliseconds) },
    );
  return written.text || '0s';
}

export function parseLines(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** KEY=value lines; a value is never quoted in a refusal, for it may be confidential. */
export function parseKeyValues(text: string): Record<string, string> | Refusal {
  const pairs = new Map<string, string>();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const [, key, value = ''] = /^\s*([A-Za-z_][\w.-]*)\s*=(.*)$/.exec(line) ?? [];
    if (key === undefined)
      return new Refusal(
        `Line ${index + 1} is not KEY=value.`,
        'Write one KEY=value a line; a key is letters, digits and underscores.',
      );
    if (pairs.has(key))
      return new Refusal(`${key} is given twice.`, `Keep one of the lines that set ${key}.`);
    pairs.set(key, value.trim());
  }
  return Object.fromEntries(pairs);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return new Refusal(
      'It is not JSON.',
      'Check quotes, commas and brackets; strings and names need double quotes.',
    );
  }
}

function within(
  value: number,
  text: string,
  { min, max }: NumberRule,
  show: (value: number) => string,
): number | Refusal {
  if (min !== undefined && value < min)
    return new Refusal(`${quoted(text)} is less than ${show(min)}.`, `Write ${range(min, max, show)}.`);
  if (max !== undefined && value > max)
    return new Refusal(`${quoted(text)} is more than ${show(max)}.`, `Write ${range(min, max, show)}.`);
  return value;
}

function range(min: number | undefined, max: number | undefined, show: (value: number) => string): string {
  if (min === undefined) return `at most ${show(max ?? 0)}`;
  return max === undefined ? `at least ${show(min)}` : `something from ${show(min)} to ${show(max)}`;
}

/** A program and its arguments as a JSON list: `["node", "server.js"]`. No shell will read it. */
export function parseWords(text: string): [string, ...string[]] | Refusal {
  const refusal = new Refusal('It is not a JSON list of words.', 'Write it like ["node", "server.js"].');
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list) || !list.every((word): word is string => typeof word === 'string'))
      return refusal;
    const [program = '', ...words] = list;
    return program === '' ? refusal : [program, ...words];
  } catch {
    return refusal;
  }
}
