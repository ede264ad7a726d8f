import { posix } from 'node:path';
import { Refusal } from '../../../lib/runner';

/** One line of `files`. */
export interface Mapping {
  /** Relative to the context. */
  readonly source: string;
  /** Absolute path in the image; the slash at its end says that a file goes into it. */
  readonly destination: string;
}

/** Reads lines of `source -> /destination`. */
export function parseMappings(text: string): Mapping[] | Refusal {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const mappings: Mapping[] = [];
  for (const line of lines.filter((each) => each !== '')) {
    const mapping = mappingOf(line);
    if (mapping instanceof Refusal) return mapping;
    mappings.push(mapping);
  }
  return mappings;
}

function mappingOf(line: string): Mapping | Refusal {
  const [, source, destination] = /^(.*\S)\s+->\s+(\S.*)$/.exec(line) ?? [];
  if (source === undefined || destination === undefined)
    return new Refusal(
      `\`${line}\` is not a mapping.`,
      'Write `source -> /destination`, such as `dist -> /app`.',
    );
  if (!destination.startsWith('/') || destination.split('/').includes('..'))
    return new Refusal(
      `The destination of \`${line}\` is not an absolute path.`,
      'Begin it with a slash, and write no `..` in it.',
    );
  return { source, destination: posix.normalize(destination) };
}
