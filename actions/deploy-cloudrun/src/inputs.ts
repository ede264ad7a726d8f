import { readProject, readServiceName } from '../../../lib/places';
import type { ServiceReference } from '../../../lib/places';
import { isCandidateOnly, parsePlan, parseWaves, tagsOf } from '../../../lib/rollout';
import { parseOwnMetrics } from '../../../lib/metrics';
import type { OwnMetric, TrafficKind } from '../../../lib/metrics';
import type { Policy, Waves } from '../../../lib/rollout';
import type { Environment, InputReader } from '../../../lib/runner';
import { defaultSettings } from '../../../lib/verdict';
import type { VerdictSettings } from '../../../lib/verdict';
import { readEnvironment } from './environment-inputs';
import type { EnvironmentInputs } from './environment-inputs';

/** What the caller asks for. */
export interface Inputs extends EnvironmentInputs {
  /** The service, in the region that these inputs are for: the first one, unless {@link inputsAt} says otherwise. */
  at: ServiceReference;
  waves: Waves;
  /** With `resume`, what is wanted stands on record. */
  wanted: { image: string } | { revision: string };
  resume: boolean;
  /** Milliseconds for which a rollout may be left waiting at every pause; undefined: the run stays until the end. */
  resumeWithin: number | undefined;
  whenBusy: 'refuse' | 'queue' | 'supersede';
  /** Milliseconds for which the end of another run is waited for. */
  busyTimeout: number;
  policy: Policy;
  settings: VerdictSettings;
  probes: { paths: readonly string[]; checks: ChecksInput | undefined; interval: number };
  traffic: TrafficInputs;
  retryFailed: boolean;
  /** In which order deploys are meant to be promoted; undefined where there is none. */
  sequence: number | undefined;
  /** May be promoted although something newer has been. */
  allowOlder: boolean;
  /** Milliseconds for which a candidate that failed keeps an address while others are deployed. */
  keepFailed: number;
  /** Where a second copy of the record is kept; undefined: there is none. */
  secondCopy: { environment: string; token: string } | undefined;
  tagPrefix: string;
  dryRun: boolean;
  /** Where the report of the rollout is written, from the workspace on. */
  reportFolder: string;
  /** For the brief: what was tested before, in words. */
  tested: string;
  /** The output `plan` of the dry run that was approved; undefined where nothing was. */
  approvedPlan: string | undefined;
  /** The environment that asks before the deploy, and the token to look at it with; for the brief. */
  gate: { environment: string; ungated: boolean; token: string } | undefined;
}

/** The checks file whose steps are probes, and what it needs. */
export interface ChecksInput {
  /** Path, as it was given. */
  file: string;
  variables: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
}

/** What is looked at beside the probes. */
export interface TrafficInputs {
  kind: TrafficKind;
  /** Milliseconds within which 95 of 100 requests have to be answered; undefined where none was given. */
  latency: number | undefined;
  /** Answers with 4xx are compared, too. */
  refused: boolean;
  own: readonly OwnMetric[];
}

const DEFAULT_PLAN = '5%:10m 25%:10m 100%';

/** The inputs of action.yml; to be read with `readInputs`, which reports all their faults together. */
export function readDeployInputs(input: InputReader, environment: Environment): Inputs {
  const service = readServiceName(input);
  const waves = input.parsed('region', parseWaves, { required: true, otherwise: [] });
  const at = { service, region: firstOf(waves), project: readProject(input, environment) };
  const resume = input.boolean('resume', false);
  return {
    at,
    waves,
    wanted: readWanted(input, resume),
    resume,
    resumeWithin: readResumption(input),
    whenBusy: input.choice('when-busy', ['refuse', 'queue', 'supersede'], { default: 'refuse' }),
    busyTimeout: input.duration('busy-timeout', { default: 3_600_000 }),
    ...readEnvironment(input),
    policy: {
      steps: input.parsed('rollout', parsePlan) ?? defaultSteps(),
      extension: input.duration('extension', { default: 1_800_000 }),
      onInconclusive: input.choice('on-inconclusive', ['hold', 'promote', 'rollback'], { default: 'hold' }),
      afterPromotion: input.choice('after-promotion', ['pinned', 'latest'], { default: 'pinned' }),
    },
    settings: {
      ...defaultSettings,
      errorBudget: input.percent('error-budget', { min: 0.01, max: 50, default: 1 }) / 100,
    },
    probes: readProbes(input),
    traffic: readTrafficInputs(input),
    retryFailed: input.boolean('retry-failed', false),
    sequence: input.integer('sequence', { min: 0 }) ?? environment.runId,
    allowOlder: input.boolean('allow-older', false),
    keepFailed: input.duration('keep-failed', { default: 86_400_000 }),
    secondCopy: readSecondCopy(input),
    tagPrefix: readTagPrefix(input, at.service),
    dryRun: input.boolean('dry-run', false),
    tested: input.text('tested') ?? '',
    approvedPlan: input.text('approved-plan', {
      pattern: /^[0-9a-f]{16}$/,
      describe: 'the output `plan` of an earlier dry run',
    }),
    gate: readGateInput(input),
    reportFolder: input.text('report-folder', { default: 'rollout-report' }),
  };
}

// After a fault the placeholder of the waves is undefined, and nobody sees what is made of it.
const firstOf = (waves: Waves): string => waves[0]?.[0] ?? '';

/** The inputs as they are for one of the regions. */
export const inputsAt = (inputs: Inputs, region: string): Inputs => ({
  ...inputs,
  at: { ...inputs.at, region },
});

function readResumption(input: InputReader): number | undefined {
  const within = input.duration('resume-within', { min: 60_000, default: 86_400_000 });
  return input.boolean('wait', true) ? undefined : within;
}

function defaultSteps(): Policy['steps'] {
  const steps = parsePlan(DEFAULT_PLAN);
  return Array.isArray(steps) ? steps : [];
}

function readSecondCopy(input: InputReader): Inputs['secondCopy'] {
  const environment = input.text('environment');
  const token = input.secret('github-token');
  if (environment === undefined) return undefined;
  if (token === undefined) {
    input.fault(
      'github-token',
      'It is needed to keep a copy of the record in a deployment to the environment that `environment` names.',
      'Give `${{ github.token }}`, and the job `deployments: write`.',
    );
  }
  return { environment, token: token ?? '' };
}

function readGateInput(input: InputReader): Inputs['gate'] {
  const environment = input.text('gate');
  const ungated = input.boolean('ungated', false);
  const token = input.secret('github-token');
  if (environment === undefined) return undefined;
  if (token === undefined) {
    input.fault(
      'github-token',
      'It is needed to look at the environment that `gate` names.',
      'Give `${{ github.token }}`.',
    );
  }
  return { environment, ungated, token: token ?? '' };
}

function readWanted(input: InputReader, resume: boolean): Inputs['wanted'] {
  const image = input.text('image', {
    pattern: /^[^\s@]+@sha256:[0-9a-f]{64}$/,
    describe:
      'an image with its digest, such as europe-docker.pkg.dev/p/r/app@sha256:... (a tag may point elsewhere by tomorrow)',
  });
  const revision = input.text('revision', {
    pattern: /^[a-z][a-z0-9-]{0,62}$/,
    describe: 'the name of a revision',
  });
  if (resume && (image !== undefined || revision !== undefined)) {
    input.fault(
      'resume',
      'What is rolled out stands on record, and `image` or `revision` is given as well.',
      'Take `image` and `revision` out to go on with the rollout that is under way, or `resume` to begin another.',
    );
  }
  if (!resume && (image === undefined) === (revision === undefined)) {
    input.fault(
      'image',
      image === undefined
        ? 'Neither `image` nor `revision` is given.'
        : 'Both `image` and `revision` are given.',
      'Give `image` to deploy a new revision, or `revision` to move traffic to one that exists.',
    );
  }
  return image === undefined ? { revision: revision ?? '' } : { image };
}

function readProbes(input: InputReader): Inputs['probes'] {
  const paths = readPaths(input);
  const checks = readChecksInput(input);
  return {
    paths: paths.length > 0 || checks ? paths : ['/'],
    checks,
    interval: input.duration('probe-interval', { min: 100, default: 1_000 }),
  };
}

function readChecksInput(input: InputReader): ChecksInput | undefined {
  const file = input.text('checks');
  const variables = input.keyValues('checks-variables');
  const secrets = input.keyValues('checks-secrets');
  for (const name of Object.keys(secrets).filter((each) => each in variables))
    input.fault('checks-secrets', `\`${name}\` is in \`checks-variables\` too.`, 'Keep one of the two.');
  return file === undefined ? undefined : { file, variables, secrets };
}

function readTrafficInputs(input: InputReader): TrafficInputs {
  return {
    kind: input.choice('traffic', ['auto', 'metrics', 'logs', 'none'], { default: 'auto' }),
    latency: input.duration('latency-p95', { min: 1, max: 3_600_000 }),
    refused: input.boolean('compare-4xx', true),
    own: input.parsed('metrics', parseOwnMetrics, { default: [] }),
  };
}

function readPaths(input: InputReader): readonly string[] {
  const paths = input.lines('probe-paths');
  for (const path of paths.filter((each) => !/^\/(?!\/)\S*$/.test(each))) {
    input.fault(
      'probe-paths',
      `\`${path}\` is not a path.`,
      'Write a path of the service, such as /questions?level=2.',
    );
  }
  return paths;
}

/** Longest name of a service together with its longest tag: both stand in one label of the tag's host name. */
const LONGEST_ADDRESS = 46;

function readTagPrefix(input: InputReader, service: string): string {
  const prefix =
    input.text('tag-prefix', {
      pattern: /^[a-z][a-z0-9-]{0,19}$/,
      describe: 'up to 20 lower-case letters, digits and hyphens, beginning with a letter',
    }) ?? '';
  const { candidate } = tagsOf(prefix);
  if (service.length + candidate.length > LONGEST_ADDRESS) {
    input.fault(
      'tag-prefix',
      `The tag \`${candidate}\` and the service \`${service}\` are longer than ${LONGEST_ADDRESS} characters together, which Cloud Run refuses.`,
      'Give a shorter prefix, or a service with a shorter name.',
    );
  }
  return prefix;
}

/** The rollout has steps in which the candidate is judged. */
export const isJudged = ({ policy }: Pick<Inputs, 'policy'>): boolean =>
  !isCandidateOnly(policy.steps) && policy.steps.some((step) => step.observe > 0);
