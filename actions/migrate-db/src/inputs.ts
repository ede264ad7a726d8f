import { join } from 'node:path';
import { parseWords, Refusal } from '../../../lib/runner';
import type { ServiceReference } from '../../../lib/places';
import type { Environment, InputReader } from '../../../lib/runner';
import type { Timeouts } from './database';
import { TOOLS } from './model';
import type { ToolName } from './model';
import type { Backups, Place, Providers, Rehearsal, Verb } from './ports';
import { readReach } from './reach/inputs';
import type { Reach } from './reach/inputs';
import { readServed } from './serving/inputs';

/** What the caller asks for. */
export interface Inputs {
  readonly verb: Verb;
  readonly reach: Reach;
  readonly tool: ToolInputs;
  /** Absolute path: programs run here. */
  readonly folder: string;
  readonly approvedPlan: string | undefined;
  readonly timeouts: Timeouts;
  /** Milliseconds to wait for another run's lock. */
  readonly lockWait: number;
  /** Milliseconds that what a killed job left behind may go on. */
  readonly orphanPatience: number;
  readonly lint: 'enforce' | 'report' | 'off';
  /** Whether tables are as large as they are measured, or of a size that nobody knows. */
  readonly tableSizes: 'measured' | 'unknown';
  readonly drift: 'enforce' | 'report' | 'off';
  /** The service that uses the database, once a region; none where nobody says. */
  readonly served: readonly ServiceReference[];
  readonly checks: Checks;
  /** Which backup a restore brings back; the newest where it is undefined. */
  readonly restoreFrom: string | undefined;
  readonly backups: ((place: Place) => Backups | Promise<Backups>) | undefined;
  readonly rehearsal: ((place: Place) => Rehearsal | Promise<Rehearsal>) | undefined;
}

export interface ToolInputs {
  readonly name: ToolName;
  /** The folder of the migrations below `folder`; undefined means the tool's own default. */
  readonly migrations: string | undefined;
  /** How the tool is called. */
  readonly argv: Argv | undefined;
  /** Variables in which the tool looks for the URL. */
  readonly urlVariables: readonly string[];
  readonly commands: Commands;
}

export type Argv = readonly [program: string, ...rest: string[]];

/** The caller's own commands, for the tool `command`. */
export interface Commands {
  readonly pending: Argv | undefined;
  readonly apply: Argv | undefined;
  readonly verify: Argv | undefined;
}

/** What must hold before and afterwards. Folders are absolute paths. */
export interface Checks {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly tables: readonly string[];
  /** By table: how its number of rows may change. */
  readonly rowChanges: Readonly<Record<string, RowBounds>>;
  readonly role: string | undefined;
}

/** Bounds, both inclusive, in rows or as a share of the rows before. */
export interface RowBounds {
  readonly least: number;
  readonly most: number;
  readonly unit: 'rows' | 'percent';
}

const VERBS = ['plan', 'apply', 'verify', 'restore', 'drill', 'backup'] as const;

/** The inputs of action.yml; to be read with `readInputs`, which reports all their faults together. */
export function readMigrateInputs(
  input: InputReader,
  environment: Environment,
  providers: Providers,
): Inputs {
  const verb = input.choice('command', VERBS, { default: 'plan' });
  const folder = join(environment.workspace, input.text('working-directory', { default: '.' }));
  const inputs = {
    verb,
    folder,
    reach: readReach(input),
    tool: readTool(input, verb),
    approvedPlan: input.text('approved-plan', {
      pattern: /^[0-9a-f]{16}$/,
      describe: 'the output `plan` of an earlier run with `command: plan`',
    }),
    timeouts: {
      lock: input.duration('lock-timeout', { min: 10, max: 60_000, default: 2_000 }),
      statement: input.duration('statement-timeout', { min: 1_000, default: 900_000 }),
    },
    lockWait: input.duration('lock-wait', { default: 600_000 }),
    orphanPatience: input.duration('orphan-patience', { default: 10_000 }),
    lint: input.choice('lint', ['enforce', 'report', 'off'], { default: 'enforce' }),
    tableSizes: input.choice('table-sizes', ['measured', 'unknown'], { default: 'measured' }),
    drift: input.choice('drift', ['enforce', 'report', 'off'], { default: 'enforce' }),
    served: readServed(input, environment),
    checks: readChecks(input, folder),
    restoreFrom: input.text('restore-from'),
    backups: providers.backups.read(input, verb),
    rehearsal: providers.rehearsal.read(input, verb),
  };
  const needsBackups = verb === 'restore' || verb === 'drill' || verb === 'backup';
  if (needsBackups && inputs.backups === undefined)
    input.fault(
      'backup',
      `\`command: ${verb}\` needs to know where backups are.`,
      'Give `backup` and what belongs to it.',
    );
  return inputs;
}

/** The tool and how it is called. */
export function readTool(input: InputReader, verb: Verb): ToolInputs {
  const name = input.choice('tool', TOOLS, { default: 'sql' });
  const shell = input.boolean('shell', false);
  const command = (which: string): Argv | undefined =>
    input.parsed(which, (text) => parseCommand(text, shell));
  const commands = {
    pending: command('pending-command'),
    apply: command('apply-command'),
    verify: command('verify-command'),
  };
  if (name === 'command') demandCommands(input, verb, commands);
  return {
    name,
    migrations: input.text('migrations'),
    argv: input.parsed('tool-command', (text) => parseCommand(text, false)),
    urlVariables: readVariables(input),
    commands,
  };
}

function demandCommands(input: InputReader, verb: Verb, { pending, apply }: Commands): void {
  if (pending === undefined)
    input.fault(
      'pending-command',
      '`tool: command` needs it.',
      'Give a command that prints what is pending as JSON.',
    );
  if (verb === 'apply' && apply === undefined)
    input.fault(
      'apply-command',
      '`tool: command` needs it.',
      'Give the command that applies what is pending.',
    );
}

function readVariables(input: InputReader): string[] {
  const names = input.lines('url-variables');
  for (const name of names.filter((each) => !/^[A-Za-z_]\w*$/.test(each)))
    input.fault(
      'url-variables',
      `\`${name}\` is no name of a variable.`,
      'Write one name a line, such as DATABASE_URL.',
    );
  return names.length > 0 ? names : ['DATABASE_URL'];
}

/** A JSON list of words; or a line for a shell, where the caller says so. */
export function parseCommand(text: string, shell: boolean): Argv | Refusal {
  if (shell && !text.startsWith('[')) return ['bash', '-euo', 'pipefail', '-c', text];
  const words = parseWords(text);
  if (!(words instanceof Refusal)) return words;
  return new Refusal(
    words.message,
    'Write ["program", "argument"]; or give `shell: true` where a shell is to read the line.',
  );
}

function readChecks(input: InputReader, folder: string): Checks {
  const below = (name: string): string | undefined => {
    const path = input.text(name);
    return path === undefined ? undefined : join(folder, path);
  };
  return {
    before: below('pre-checks'),
    after: below('post-checks'),
    tables: readTables(input),
    rowChanges: readRowChanges(input),
    role: input.text('application-role'),
  };
}

const TABLE = /^[^\s.]+(\.[^\s.]+)?$/;

function readTables(input: InputReader): string[] {
  const tables = input.lines('require-tables');
  for (const table of tables.filter((each) => !TABLE.test(each)))
    input.fault(
      'require-tables',
      `\`${table}\` is no name of a table.`,
      'Write one table a line: orders, or shop.orders.',
    );
  return tables;
}

function readRowChanges(input: InputReader): Record<string, RowBounds> {
  const pairs = input.lines('row-changes').flatMap((line) => {
    const [, table, bounds] = /^(\S+?)\s*=\s*(.+)$/.exec(line) ?? [];
    const parsed = table !== undefined && TABLE.test(table) ? parseBounds(bounds ?? '') : undefined;
    if (table !== undefined && parsed) return [[table, parsed] as const];
    input.fault(
      'row-changes',
      `\`${line}\` is no table with bounds.`,
      'Write one table a line: orders=-1%..+5%, or audit=0..1000.',
    );
    return [];
  });
  return Object.fromEntries(pairs);
}

/** `-1%..+5%` or `-10..1000`. */
export function parseBounds(text: string): RowBounds | undefined {
  const [, least, percent, most, percentToo] =
    /^([+-]?\d+(?:\.\d+)?)(%?)\s*\.\.\s*([+-]?\d+(?:\.\d+)?)(%?)$/.exec(text.trim()) ?? [];
  if (least === undefined || most === undefined || percent !== percentToo) return undefined;
  if (Number(least) > Number(most)) return undefined;
  return { least: Number(least), most: Number(most), unit: percent === '%' ? 'percent' : 'rows' };
}
