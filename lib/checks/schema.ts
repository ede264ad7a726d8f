/** The checks file as it is written: strict, so that a misspelt key is found before any request is sent. */
import { z } from 'zod';
import { expectation, jsonPath, literal } from './expectation-schema';
import { duration, headers, json, pattern, template } from './value-schema';

/** How a checks file writes the methods: as the key in front of the path. */
export const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const;
export type MethodKey = (typeof METHODS)[number];

const path = template
  .regex(/^(\/(?!\/)|https?:\/\/)/, { error: 'must be a path such as /health, or a whole URL' })
  .describe('Path on the target, or the whole URL of a host in `allow-hosts`.');

const targetPath = template
  .regex(/^\/(?!\/)/, { error: 'must be a path such as /health' })
  .describe('Path on the target.');

const CAPTURE_SOURCES = ['json', 'header', 'regex', 'status'] as const;

const detailedCapture = z
  .strictObject({
    json: jsonPath.optional(),
    header: z.string().min(1).optional().describe('Name of a response header.'),
    regex: pattern
      .optional()
      .describe(
        'Its first group (or the whole match) in the body, or in the header that is named beside it.',
      ),
    status: z.literal(true).optional().describe('The status as a number.'),
    secret: z.boolean().optional().describe('Mask the value before anything is printed.'),
  })
  .refine((capture) => isOneSource(CAPTURE_SOURCES.filter((source) => capture[source] !== undefined)), {
    error: 'must name one of json, header, regex and status (or header with regex)',
    params: { missing: true },
  });

function isOneSource(sources: readonly string[]): boolean {
  return sources.length === 1 || sources.join() === 'header,regex';
}

const capture = z
  .record(
    z.string().regex(/^[A-Za-z_]\w*$/, { error: 'must be a name of letters, digits and underscores' }),
    z.union([jsonPath, detailedCapture]),
  )
  .describe('Values of the response, by the name under which later steps use them.');

const AUTH_KINDS = ['bearer', 'basic', 'apiKey'] as const;

const credentials = z
  .strictObject({
    bearer: template.optional().describe('Sent as Authorization: Bearer.'),
    basic: z.strictObject({ user: template, password: template }).optional(),
    apiKey: z
      .strictObject({ header: z.string().min(1), value: template })
      .optional()
      .describe('A header of your own with a key.'),
  })
  .refine((auth) => AUTH_KINDS.filter((kind) => auth[kind] !== undefined).length === 1, {
    error: 'must be one of bearer, basic and apiKey',
    params: { missing: true },
  });

const auth = z
  .union([z.literal('none'), credentials], { error: 'must be none, or one of bearer, basic and apiKey' })
  .describe('Who asks. Never sent to another host than the target unless `allow-hosts` says so.');

const step = z
  .strictObject({
    name: z.string().min(1).optional().describe('What the step is called in the log.'),
    get: path.optional(),
    head: path.optional(),
    post: path.optional(),
    put: path.optional(),
    patch: path.optional(),
    delete: path.optional(),
    headers: headers.optional(),
    auth: auth.optional(),
    json: json.optional().describe('The body, sent as JSON.'),
    form: z.record(z.string(), template).optional().describe('The body, sent as a form.'),
    capture: capture.optional(),
    expect: expectation.optional(),
    mutates: z
      .boolean()
      .optional()
      .describe('Whether the request changes anything. By default get and head do not, and all others do.'),
    timeout: duration.optional().describe('Longest time to the end of the answer.'),
    redirects: z
      .int()
      .min(0)
      .max(10)
      .optional()
      .describe('How many redirects to follow; none by default, and only of get and head.'),
  })
  .superRefine((written, context) => {
    const missing = METHODS.every((method) => written[method] === undefined);
    for (const message of conflictsIn(written))
      context.addIssue({ code: 'custom', message, params: { missing } });
  });

type WrittenMethods = Partial<Record<MethodKey | 'json' | 'form' | 'redirects', unknown>>;

function conflictsIn(written: WrittenMethods): string[] {
  const methods = METHODS.filter((method) => written[method] !== undefined);
  const [method = ''] = methods;
  const reads = ['get', 'head'].includes(method);
  const bodies = ['json' as const, 'form' as const].filter((body) => written[body] !== undefined);
  return [
    ...(methods.length === 1 ? [] : [`must have exactly one of ${METHODS.join(', ')}`]),
    ...(bodies.length < 2 ? [] : ['has both json and form; a request has one body']),
    ...(reads && bodies.length > 0 ? [`has a body (${bodies.join()}), and ${method} sends none`] : []),
    ...(!reads && written.redirects ? ['follows redirects only with get or head'] : []),
  ];
}

const steps = z.array(step).min(1);

const journey = z
  .union(
    [
      steps,
      z.strictObject({
        steps,
        always: steps.optional().describe('Steps that run at the end whatever happened: the cleanup.'),
      }),
    ],
    { error: 'must be a list of steps, or steps with always' },
  )
  .describe('Steps in order, where each may use what an earlier one captured.');

const consecutive = z.int().min(1).max(100).optional();

const readiness = z
  .strictObject({
    path: targetPath,
    within: duration.optional().describe('Until when it must be ready; 60s by default.'),
    consecutive: consecutive.describe('How many answers with a 2xx status in a row; 3 by default.'),
    every: duration.optional().describe('Time from one request to the next; 1s by default.'),
  })
  .describe('Asked again and again until it answers; then the checks begin.');

const version = z
  .strictObject({
    path: targetPath.optional().describe('By default the path of readiness.'),
    json: jsonPath,
    equals: literal,
    within: duration.optional().describe('Until when it must match; 60s by default.'),
    consecutive: consecutive.describe('How many matches in a row; 3 by default, for routing is eventual.'),
    every: duration.optional().describe('Time from one request to the next; 1s by default.'),
  })
  .describe('Proof that the right version answers, before any assertion counts.');

/** The whole file. */
export const checksSchema = z
  .strictObject({
    readiness: readiness.optional(),
    version: version.optional(),
    headers: headers.optional().describe('Sent with every request to the target.'),
    auth: auth.optional().describe('Of every step in journeys that goes to the target and has none itself.'),
    login: steps.optional().describe('Steps that run once; every journey may use what they capture.'),
    journeys: z.record(z.string().min(1), journey).optional(),
  })
  .refine((checks) => checks.readiness ?? checks.version ?? checks.login ?? checks.journeys, {
    error: 'has nothing to check; give it readiness or journeys',
  })
  .refine((checks) => checks.version?.path ?? checks.readiness ?? !checks.version, {
    error: 'needs a path, since there is no readiness to take it from',
    path: ['version'],
  });

export type Checks = z.output<typeof checksSchema>;
export type WrittenStep = z.output<typeof step>;
export type WrittenJourney = z.output<typeof journey>;
export type WrittenAuth = z.output<typeof auth>;
export type Credentials = z.output<typeof credentials>;
export type WrittenCapture = z.output<typeof jsonPath> | z.output<typeof detailedCapture>;
