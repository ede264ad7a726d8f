/** Migration tools in the job's image: what is pending is what they print, and Cloud Logging has it. */
import { UserError } from '../../../../lib/runner';
import type { Argv, ToolInputs } from '../inputs';
import type { Standing } from '../model';
import { standingIn } from '../tools/command';
import { prismaStatus } from './prisma-status';
import type { JobEnd, Station } from './station';

export interface JobTool {
  /** @throws UserError where it cannot be told */
  pending(): Promise<Standing>;
  apply(): Promise<JobEnd>;
  /** What the tool still finds wrong, a sentence each. */
  verify(): Promise<readonly string[]>;
  /** What failed took effect whole with its record or not at all. */
  isClean(standing: Standing): boolean;
  resolveHint(standing: Standing): readonly string[];
}

export const jobToolOf = (inputs: ToolInputs, station: Station): JobTool =>
  inputs.name === 'prisma' ? prismaIn(station, inputs) : commandIn(station, inputs);

/** Prisma puts down that a migration began before it begins: without such a record nothing took effect. */
function prismaIn(station: Station, { argv = ['npx', '--no-install', 'prisma'] }: ToolInputs): JobTool {
  const status = (): Promise<JobEnd> => station.run([...argv, 'migrate', 'status'], 'status');
  return {
    pending: async () => {
      const end = await status();
      if (end.state === 'succeeded') return { pending: [], applied: [], obstacles: [] };
      const lines = await station.output(end, (each) => prismaStatus(each) !== undefined);
      const standing = lines && prismaStatus(lines);
      if (standing) return standing;
      throw await untold(station, end, '`prisma migrate status`');
    },
    apply: () => station.run([...argv, 'migrate', 'deploy'], 'apply'),
    verify: async () => {
      const end = await status();
      return end.state === 'succeeded' ? [] : [`prisma migrate status: ${end.reason}`];
    },
    isClean: () => true,
    resolveHint: ({ pending }) =>
      pending.slice(0, 1).map(({ id }) => `npx prisma migrate resolve --rolled-back "${id}"`),
  };
}

function commandIn(station: Station, { commands }: ToolInputs): JobTool {
  const given = (argv: Argv | undefined, name: string): Argv => {
    if (argv) return argv;
    throw new UserError(`\`${name}\` is not given.`, { remedy: 'Give it, as a JSON list of words.' });
  };
  return {
    pending: async () => {
      const end = await station.run(given(commands.pending, 'pending-command'), 'pending');
      const lines =
        end.state === 'succeeded'
          ? await station.output(end, (each) => answerIn(each) !== undefined)
          : undefined;
      if (lines) return standingIn(answerIn(lines));
      throw await untold(station, end, '`pending-command`');
    },
    apply: () => station.run(given(commands.apply, 'apply-command'), 'apply'),
    verify: async () => {
      if (!commands.verify) return [];
      const end = await station.run(commands.verify, 'verify');
      if (end.state === 'succeeded') return [];
      await station.show(end);
      return [`\`verify-command\` in ${end.execution}: ${end.reason}`];
    },
    isClean: ({ pending }) => pending.every(({ transactional }) => transactional),
    resolveHint: () => ['Look at what your `apply-command` has left, and bring it to an end by hand.'],
  };
}

/** The JSON object among the lines; undefined as long as it is not whole. */
export function answerIn(lines: readonly string[]): unknown {
  const text = lines.join('\n');
  const [from, to] = [text.search(/\{/), text.lastIndexOf('}')];
  if (from < 0) return undefined;
  try {
    return JSON.parse(text.slice(from, to + 1));
  } catch {
    // Its end has not been logged yet, or it is none.
    return undefined;
  }
}

async function untold(station: Station, end: JobEnd, what: string): Promise<UserError> {
  await station.show(end);
  const how = end.state === 'succeeded' ? 'printed no answer that could be read' : `failed: ${end.reason}`;
  return new UserError(`${what} (${end.execution}) ${how}`, {
    remedy:
      'Read its log above. The account needs roles/logging.viewer; what is pending must be on standard output.',
  });
}
