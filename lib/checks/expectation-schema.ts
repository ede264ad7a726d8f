/** What a step expects of its answer, as it is written. */
import { z } from 'zod';
import { compileQuery } from './json-path';
import { duration, json, pattern } from './value-schema';

/** An RFC 9535 JSONPath such as $.items[0].id. */
export const jsonPath = z
  .string({ error: 'must be a JSONPath such as $.id' })
  .superRefine((text, context) => {
    const query = compileQuery(text);
    if ('fault' in query) context.addIssue({ code: 'custom', message: `is not a JSONPath: ${query.fault}` });
  })
  .describe('An RFC 9535 JSONPath such as $.items[0].id.');

export const literal = z.union([z.string(), z.number(), z.boolean(), z.null()], {
  error: 'must be text, a number, true, false or null',
});

const bounds = {
  gte: z.number().optional(),
  gt: z.number().optional(),
  lte: z.number().optional(),
  lt: z.number().optional(),
};

const operators = z
  .strictObject({
    equals: json.optional(),
    ...bounds,
    between: z.tuple([z.number(), z.number()]).optional().describe('Both bounds are allowed values.'),
    in: z.array(json).min(1).optional(),
    matches: pattern.optional().describe('A regular expression that is found in the text.'),
    contains: json.optional().describe('A part of the text, or an item of the list.'),
    hasKeys: z.array(z.string()).min(1).optional(),
    length: z
      .union([z.int().min(0), z.strictObject(bounds)], {
        error: 'must be a whole number or bounds such as {gte: 1}',
      })
      .optional()
      .describe('Of a text or a list.'),
    exists: z.boolean().optional(),
  })
  .refine((written) => Object.values(written).some((expected) => expected !== undefined), {
    error: 'must say what is expected, such as {gte: 1}',
    params: { missing: true },
  });

const matcher = z
  .union([literal, operators], { error: 'must be a value, or operators such as {gte: 1}' })
  .describe('The very value, or operators that must all hold.');

const code = z.int().min(100).max(599);
const statusClass = z.string().regex(/^[1-5]xx$/, { error: 'must be a class such as 2xx' });

const status = z
  .union([code, statusClass, z.array(z.union([code, statusClass])).min(1)], {
    error: 'must be a status such as 201, a class such as 2xx, or a list of them',
  })
  .describe('2xx by default.');

export const expectation = z
  .strictObject({
    status: status.optional(),
    headers: z.record(z.string().min(1), matcher).optional().describe('Response headers by name.'),
    json: z.record(jsonPath, matcher).optional().describe('What JSONPaths find in the body.'),
    text: matcher.optional().describe('The body as text.'),
    under: duration.optional().describe('The time in which the whole answer must be there.'),
  })
  .describe('What the answer must be; the status is 2xx where none is written.');

export type WrittenExpectation = z.output<typeof expectation>;
export type WrittenMatcher = z.output<typeof matcher>;
export type Operators = z.output<typeof operators>;
export type Bounds = Pick<Operators, 'gte' | 'gt' | 'lte' | 'lt'>;
export type StatusRule = number | string;
