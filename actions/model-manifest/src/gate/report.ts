import { z } from 'zod';
import { UserError } from '../../../../lib/runner';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
const counted = { n: z.int().min(1), correct: z.int().min(0) };

/** What an evaluation has found: the file that the caller's own evaluation writes. */
export const reportSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    /** Of the model's file: a report for another model is worth nothing. */
    modelSha256: sha256,
    /** Of the test set: two models are compared on the same examples only. */
    testSetSha256: sha256,
    /** Such as `accuracy`. */
    metric: z.string().min(1).max(100),
    ...counted,
    /** `1` for each example that the model got right, `0` for the others, in the order of the test set. */
    outcomes: z.optional(z.string().regex(/^[01]+$/, 'must be made of 0 and 1')),
    classes: z.optional(
      z.array(z.strictObject({ name: z.string().min(1).max(100), ...counted })).max(10_000),
    ),
    /** Milliseconds for one example. */
    latency: z.optional(z.strictObject({ p50: z.number().min(0), p95: z.number().min(0) })),
  })
  .check(({ value, issues }) => {
    const fault = (message: string): void => {
      issues.push({ code: 'custom', message, input: value });
    };
    if (value.correct > value.n) fault('correct is more than n');
    for (const { name, n, correct } of value.classes ?? [])
      if (correct > n) fault(`correct is more than n in the class ${name}`);
    if (value.outcomes === undefined) return;
    if (value.outcomes.length !== value.n) fault('outcomes does not have n digits');
    else if (value.outcomes.replaceAll('0', '').length !== value.correct)
      fault('outcomes does not have as many 1 as correct says');
  });

export type Report = z.infer<typeof reportSchema>;

/** @throws UserError that names every fault of the file */
export function readReport(text: string, where: string): Report {
  const parsed = reportSchema.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `- ${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`,
  );
  throw new UserError([`${where} is not an evaluation report:`, ...faults].join('\n'), {
    remedy: 'Let the evaluation write what the README of model-manifest describes.',
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
