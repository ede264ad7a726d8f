/** A migration tool as a program: how it is called, and what to make of what it prints. */
import { isMissingProgram } from '../../../../lib/processes';
import type { Ended } from '../../../../lib/processes';
import { UserError } from '../../../../lib/runner';
import { environmentFor, urlFor } from '../database';
import type { SessionSettings } from '../database';
import type { Argv, ToolInputs } from '../inputs';
import type { ToolEnd } from '../model';
import type { Workbench } from './workbench';

/** Calls a tool; `settings` is asked of every session that it opens. */
export interface Program {
  /** Silent, for the answer is what counts. */
  ask(args: readonly string[], settings?: SessionSettings): Promise<Ended>;
  /** Shown in the log, line by line. */
  show(args: readonly string[], settings: SessionSettings): Promise<Ended>;
}

export interface ProgramSettings {
  readonly argv: Argv;
  readonly urlVariables: readonly string[];
  /** What this tool reads besides. */
  readonly environment?: (settings: SessionSettings) => Readonly<Record<string, string>>;
}

/** How the caller calls the tool, or how it is called as a rule. */
export function programOf(
  bench: Workbench,
  { argv, urlVariables }: Pick<ToolInputs, 'argv' | 'urlVariables'>,
  usual: Argv,
  environment?: ProgramSettings['environment'],
): Program {
  const call = argv ?? usual;
  return programFor(bench, { argv: call, urlVariables, ...(environment ? { environment } : {}) });
}

export function programFor(bench: Workbench, { argv, urlVariables, environment }: ProgramSettings): Program {
  const { run, target, reading, log } = bench;
  const call = async (
    args: readonly string[],
    settings: SessionSettings,
    onLine?: (line: string) => void,
  ): Promise<Ended> => {
    const url = urlFor(target, settings);
    const command = {
      argv: [...argv, ...args] as const satisfies Argv,
      environment: {
        ...environmentFor(target, settings),
        ...Object.fromEntries(urlVariables.map((name) => [name, url])),
        ...environment?.(settings),
      },
    };
    try {
      return await run(command, onLine);
    } catch (cause) {
      if (!isMissingProgram(cause)) throw cause;
      throw new UserError(`There is no program \`${argv[0]}\` on this runner.`, {
        remedy: 'Install it in a step before, correct `working-directory`, or give `tool-command`.',
        cause,
      });
    }
  };
  return {
    ask: (args, settings = reading) => call(args, settings),
    show: (args, settings) =>
      log.group([...argv, ...args].slice(0, 6).join(' '), () =>
        call(args, settings, (line) => {
          log.info(line);
        }),
      ),
  };
}

/**
 * The answer of a program that must not fail.
 * @throws UserError with the line that says why
 */
export function demandSuccess(ended: Ended, what: string, allowed: readonly number[] = [0]): Ended {
  if (ended.exitCode !== null && allowed.includes(ended.exitCode)) return ended;
  throw new UserError(`${what} failed (exit code ${String(ended.exitCode)}): ${reasonIn(ended.lines)}`, {
    remedy: 'Run the same command in the working directory; nothing was changed.',
    cause: new Error(ended.lines.slice(-40).join('\n')),
  });
}

/** How an apply of a program ended. @param clean what failed left nothing behind */
export function endOf({ exitCode, lines }: Ended, clean: boolean): ToolEnd {
  if (exitCode === 0) return { ok: true };
  return { ok: false, reason: reasonIn(lines), code: sqlStateIn(lines), clean };
}

/** "DataError: ...", "psycopg2.errors.DivisionByZero: ...", "ERROR: ...": the name of an error and what it says. */
const SAYING = /(?:\b|_)(?:\w*error|\w*exception|fatal|errors\.\w+)\)?:\s*\S/i;
const SPEAKING = /\b(error|failed|exception|fatal|canceling|deadlock)\b/i;

/** The line that tells most: the last that says an error, else the last that speaks of one, else the last at all. */
export function reasonIn(lines: readonly string[]): string {
  const telling = [SAYING, SPEAKING, /\S/].map((pattern) => lines.findLast((line) => pattern.test(line)));
  return (telling.find((line) => line !== undefined) ?? 'it printed nothing').trim();
}

/** Drivers print the SQLSTATE, or name it, or only say the server's sentence for it. */
export function sqlStateIn(lines: readonly string[]): string | undefined {
  const text = lines.join('\n');
  if (/\b55P03\b|LockNotAvailable|due to lock timeout/i.test(text)) return '55P03';
  if (/\b40P01\b|DeadlockDetected|deadlock detected/i.test(text)) return '40P01';
  return /\b(?:SQL ?State|code|error code)\b\W{1,6}([0-9A-Z]{5})\b/i.exec(text)?.[1];
}

/** JSON out of what a program printed on its standard output, where others may have written a line before it. */
export function jsonIn(output: readonly string[], what: string): unknown {
  const text = output.join('\n');
  const start = text.search(/[{[]/);
  try {
    return JSON.parse(text.slice(Math.max(0, start)));
  } catch (cause) {
    throw new UserError(`${what} did not answer in JSON.`, {
      remedy: 'See what it prints on its standard output; messages belong on standard error.',
      cause,
    });
  }
}
