/** Whether somebody has changed the schema since the last run, past the migrations. Pure: no I/O. */
import { PART } from './database';
import type { RecordedShape } from './ledger';
import type { Obstacle, Standing, ToolName } from './model';

export interface SchemaNow {
  readonly tool: ToolName;
  readonly standing: Standing;
  readonly serverVersion: number;
  /** As `shapeOf` gives them. */
  readonly lines: readonly string[];
}

/** Changes that are named one by one; of the rest their number is told. */
const NAMED = 8;

/**
 * What has changed, a line each. Nothing where it cannot be told: migrations were applied or taken off the record by
 * somebody else meanwhile, the last run was another tool's, or the server has another major version by now.
 */
export function changesSince(before: RecordedShape | undefined, now: SchemaNow): string[] {
  if (before === undefined || !isComparable(before, now)) return [];
  const [then, there] = [definitionsIn(before.lines), definitionsIn(now.lines)];
  return [
    ...[...there].filter(([what]) => !then.has(what)).map(([what]) => `${what} is new`),
    ...[...then].filter(([what]) => !there.has(what)).map(([what]) => `${what} is gone`),
    ...[...there]
      .filter(([what, definition]) => then.has(what) && then.get(what) !== definition)
      .map(([what]) => `${what} is another`),
  ];
}

function isComparable(before: RecordedShape, { tool, standing, serverVersion }: SchemaNow): boolean {
  const major = (version: number): number => Math.floor(version / 10_000);
  const sorted = (ids: readonly string[]): string => JSON.stringify([...ids].sort());
  return (
    before.tool === tool &&
    major(before.serverVersion) === major(serverVersion) &&
    sorted(before.applied) === sorted(standing.applied.map(({ id }) => id))
  );
}

/** By kind and name. Extensions are left out: providers update them in their maintenance. */
function definitionsIn(lines: readonly string[]): Map<string, string> {
  return new Map(
    lines
      .map((line) => line.split(PART))
      .filter(([kind]) => kind !== 'extension')
      .map(([kind = '', schema = '', name = '', ...definition]) => [
        `the ${kind} ${[schema, name].filter((part) => part !== '').join('.')}`,
        definition.join(PART),
      ]),
  );
}

export function driftOf(changes: readonly string[]): Obstacle[] {
  if (changes.length === 0) return [];
  const named = changes.slice(0, NAMED).join(', ');
  const rest = changes.length > NAMED ? `, and ${changes.length - NAMED} changes more` : '';
  return [
    {
      kind: 'drifted',
      what: `The schema is not as the last run left it: ${named}${rest}.`,
      resolve: [
        'Undo by hand what was done by hand; or write it as a migration, and put that on record with your tool as applied already.',
        'Where something else than migrations shapes this database by right, such as a manager of partitions, set `drift: report`.',
      ],
    },
  ];
}
