import { randomBytes } from 'node:crypto';
import { bounded, inert, looksLikeCommand, withoutControlCharacters } from './foreign-text';
import type { Toolkit } from './host';
import type { Masks } from './masks';
import type { SourcePosition } from './user-error';

/** Where foreign text comes from, in words: "logs of revision api-00012". */
export interface ForeignText {
  readonly source: string;
}

/** What the step prints. No text can become a workflow command; secrets are masked. */
export interface Log {
  info(message: string): void;
  notice(message: string, position?: SourcePosition): void;
  warning(message: string, position?: SourcePosition): void;
  error(message: string, position?: SourcePosition): void;
  /** Shown only where the caller switched debug logging on. */
  debug(message: string): void;
  /** Folds what `work` prints under one heading. */
  group<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** The one sink for text from outside: commands inside are inert, control characters go, the length is bounded. */
  foreign(text: string, origin: ForeignText): void;
}

/** A log on the toolkit; `toolkit.info` writes a line as it is, its other functions escape what they are given. */
export function createLog(toolkit: Toolkit, masks: Masks): Log {
  const clean = (text: string): string => masks.redact(withoutControlCharacters(text));
  const foreign = (text: string, { source }: ForeignText): void => {
    const token = randomBytes(16).toString('hex');
    toolkit.info(inert(`[${clean(source).replaceAll('\n', ' ')}]\n${bounded(clean(text))}`, token));
  };
  return {
    info: (message) => {
      const line = clean(message);
      toolkit.info(looksLikeCommand(line) ? inert(line, randomBytes(16).toString('hex')) : line);
    },
    notice: (message, position) => {
      toolkit.notice(clean(message), annotationOf(position));
    },
    warning: (message, position) => {
      toolkit.warning(clean(message), annotationOf(position));
    },
    error: (message, position) => {
      toolkit.error(clean(message), annotationOf(position));
    },
    debug: (message) => {
      toolkit.debug(clean(message));
    },
    group: (name, work) => toolkit.group(clean(name).replaceAll('\n', ' '), work),
    foreign,
  };
}

function annotationOf({ file, line }: SourcePosition = {}): { file?: string; startLine?: number } {
  return { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { startLine: line }) };
}
