/** The caller's own commands. */
import { z } from 'zod';
import { UserError } from '../../../../lib/runner';
import type { Argv, ToolInputs } from '../inputs';
import type { MigrationTool, Standing } from '../model';
import { checksumOf } from './checksum';
import { demandSuccess, endOf, jsonIn, programFor, reasonIn } from './program';
import type { Program } from './program';
import type { Workbench } from './workbench';

/** What `pending-command` prints. */
const answerSchema = z.strictObject({
  pending: z.array(
    z.strictObject({
      id: z.string().min(1),
      sql: z.string().optional(),
      file: z.string().optional(),
      checksum: z.string().optional(),
      /** It takes effect whole with its record, or not at all. */
      transactional: z.boolean().default(false),
    }),
  ),
  applied: z.array(z.strictObject({ id: z.string().min(1), checksum: z.string().optional() })).default([]),
  blocked: z.string().optional(),
});

export function commandTool({ commands, urlVariables }: ToolInputs, bench: Workbench): MigrationTool {
  const program = (argv: Argv): Program => programFor(bench, { argv, urlVariables });
  return {
    name: 'command',
    pending: async () => {
      if (!commands.pending) throw new Error('`pending-command` was read without a value.');
      const ended = demandSuccess(await program(commands.pending).ask([]), '`pending-command`');
      return standingIn(jsonIn(ended.output, '`pending-command`'));
    },
    apply: async ({ pending }) => {
      if (!commands.apply) throw new Error('`apply-command` was read without a value.');
      const isClean = pending.every(({ transactional }) => transactional);
      return endOf(await program(commands.apply).show([], bench.writing), isClean);
    },
    verify: async () => {
      if (!commands.verify) return [];
      const ended = await program(commands.verify).show([], bench.reading);
      return ended.exitCode === 0 ? [] : [`\`verify-command\`: ${reasonIn(ended.lines)}`];
    },
    resolveHint: () => ['Look at what your `apply-command` has left, and bring it to an end by hand.'],
  };
}

/** @throws UserError that says what is wrong with the answer */
export function standingIn(value: unknown): Standing {
  const read = answerSchema.safeParse(value);
  if (!read.success)
    throw new UserError(
      `\`pending-command\` answers what is not understood: ${z.prettifyError(read.error)}`,
      {
        remedy: 'Let it print {"pending":[{"id":"...","sql":"..."}]}.',
      },
    );
  const { pending, applied, blocked } = read.data;
  return {
    pending: pending.map(({ id, sql, file, checksum, transactional }) => ({
      id,
      file,
      sql,
      ...(file?.endsWith('.sql') === true ? { line: 1 } : {}),
      checksum: checksum ?? checksumOf(sql ?? id),
      transactional,
    })),
    applied: applied.map(({ id, checksum }) => ({ id, checksum })),
    obstacles:
      blocked === undefined
        ? []
        : [{ kind: 'dirty', what: blocked, resolve: ['Put it in order as your tool wants it.'] }],
  };
}
