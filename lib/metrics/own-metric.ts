/** A metric of the caller's: how many of a revision's outcomes were bad, of how many in all. */
import { parse } from 'yaml';
import { z } from 'zod';
import { parsePercent, Refusal } from '../runner';

/** What stands in a filter or query for the name of the revision. */
export const REVISION_PLACEHOLDER = '${revision}';

const text = z
  .string()
  .min(1)
  .max(4_000)
  .refine((written) => written.includes(REVISION_PLACEHOLDER), {
    message: `must hold ${REVISION_PLACEHOLDER}, or it could not tell the revisions apart`,
  });
const amount = z.union([z.strictObject({ promql: text }), z.strictObject({ filter: text })], {
  error: 'must be either `promql` or `filter`, with a text that holds ${revision}',
});

const RESERVED: readonly string[] = ['failed', 'refused', 'slow', 'slower', 'unserved'];
/** Each coin takes its part of the stake: many make all of them slow to find anything. */
const MOST = 6;

const metric = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens, 40 at most')
    .refine((name) => !RESERVED.includes(name), { message: 'is a name that Sluice itself uses' }),
  budget: z.string().optional(),
  bad: amount,
  total: amount,
});

/** A count of a minute: a PromQL expression, or a filter of Monitoring whose points are added up. */
export type Amount = z.infer<typeof amount>;

/** As the caller describes it. */
export interface OwnMetric {
  name: string;
  /** The share that may be bad; without it the candidate is only compared with stable. */
  budget?: number;
  bad: Amount;
  total: Amount;
}

/** Reads the list, in YAML or JSON; every fault at once. */
export function parseOwnMetrics(written: string): OwnMetric[] | Refusal {
  const value = parsedYaml(written);
  if (value instanceof Refusal) return value;
  const read = z.array(metric).max(MOST).safeParse(value);
  if (!read.success) return refusalOf(read.error);
  const names = read.data.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    return new Refusal(`There are two metrics \`${twice}\`.`, 'Give each a name of its own.');
  return withBudgets(read.data);
}

function parsedYaml(written: string): unknown {
  try {
    return parse(written, { maxAliasCount: 0 }) as unknown;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    return new Refusal(
      `It is not YAML: ${why}`,
      'Indent with blanks, and put texts with special characters into quotes.',
    );
  }
}

function refusalOf({ issues }: z.ZodError): Refusal {
  const lines = issues.map(({ path, message }) => `\`${path.join('.') || 'the list'}\` ${message}`);
  return new Refusal(
    `${lines.join('; ')}.`,
    'Write a list of metrics, each with `name`, `bad` and `total`, and `budget` where there is one.',
  );
}

function withBudgets(written: readonly z.infer<typeof metric>[]): OwnMetric[] | Refusal {
  const metrics: OwnMetric[] = [];
  for (const { budget, ...rest } of written) {
    const percent = budget === undefined ? undefined : parsePercent(budget, { min: 0.01, max: 50 });
    if (percent instanceof Refusal) return percent;
    metrics.push(percent === undefined ? rest : { ...rest, budget: percent / 100 });
  }
  return metrics;
}
