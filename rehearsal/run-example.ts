/** Runs one of the example's own workflow files on the stage. */
import { delimiter, join } from 'node:path';
import { SUITE, SUITE_FOLDER } from './caller';
import { PROJECTS, PROVIDER } from './cloud-identities';
import { githubContext, jobTokens } from './identity';
import type { Stage } from './stage';
import { runnerStandIns, serviceStandIns, thirdPartyActions } from './third-party';
import type { RunEvent } from './workflow/events';
import type { Source, WorkflowEvent } from './workflow/model';
import type { GateDecision, GateRequest, RunReport } from './workflow/options';
import { runWorkflow } from './workflow/run-workflow';

/** One run of a workflow file. */
export interface ExampleRun {
  stage: Stage;
  root: Source;
  /** Such as `.github/workflows/ci.yml`. */
  file: string;
  event: WorkflowEvent;
  /** Variables of the repository, beside those that name its surroundings. */
  variables?: Readonly<Record<string, string>> | undefined;
  /** Image that files are laid on. */
  base: string;
  runNumber: number;
  gate: (request: GateRequest) => Promise<GateDecision>;
  on: (event: RunEvent) => void;
  signal: AbortSignal;
  /** Ends it by force; see RunOptions. */
  forceCancel?: AbortSignal;
  /** Takes the machines of its jobs away; see RunOptions. */
  machineLoss?: AbortSignal;
}

/** @throws WorkflowFaults when the workflow files themselves have faults */
export async function runExample(run: ExampleRun): Promise<RunReport> {
  const { stage, root, file, event, runNumber } = run;
  const identity = {
    runId: 1000 + runNumber,
    runNumber,
    runAttempt: 1,
    actor: 'developer',
    workflow: file,
    eventName: event.name,
  };
  return runWorkflow({
    root,
    suite: SUITE,
    file,
    event,
    vars: {
      REGISTRY: stage.registry.host,
      BASE_IMAGE: run.base,
      STAGING_PROJECT: PROJECTS.staging,
      PRODUCTION_PROJECT: PROJECTS.production,
      IDENTITY_PROVIDER: PROVIDER,
      DATABASE_ROLE: stage.databases.of(PROJECTS.production).role,
      // Production has visitors, so its copy is made by pg_dump, which the PostgreSQL of the npm package lacks.
      MIGRATIONS_REHEARSE: stage.databases.programs === undefined ? 'none' : 'copy',
      ...stage.stores?.variables,
      ...run.variables,
    },
    github: { ...githubContext(stage.github, identity), event_name: event.name },
    secrets: { NOTIFY_URL: stage.webhook.url, ...stage.stores?.secrets },
    environments: { signing: { secrets: stage.stores?.signing ?? {} } },
    env: processEnvironment(stage),
    services: serviceStandIns,
    runners: runnerStandIns,
    thirdParty: thirdPartyActions({ artifacts: join(stage.folder, `artifacts-${runNumber}`) }),
    permissionsToken: jobTokens(stage.github, identity),
    gate: run.gate,
    on: run.on,
    signal: run.signal,
    ...(run.forceCancel ? { forceCancel: run.forceCancel } : {}),
    ...(run.machineLoss ? { machineLoss: run.machineLoss } : {}),
  });
}

function processEnvironment(stage: Stage): Record<string, string> {
  const { programs } = stage.databases;
  // pg_dump has to be of the server's version, whatever else the machine has.
  const found = [...(programs === undefined ? [] : [programs]), process.env['PATH'] ?? ''];
  const path = [join(SUITE_FOLDER, 'node_modules', '.bin'), ...found].join(delimiter);
  return {
    ...stage.environment(),
    PATH: [join(import.meta.dirname, 'bin'), path].join(delimiter),
    // For the stand-in of npm, which stands in front of the real one.
    SLUICE_REHEARSAL_PATH: path,
    // Prisma Migrate would look for engines to download; the example has it run on the driver of the service.
    PRISMA_QUERY_ENGINE_LIBRARY: '/dev/null',
    PRISMA_SCHEMA_ENGINE_BINARY: '/dev/null',
    SLUICE_REHEARSAL_PACKAGES: join(SUITE_FOLDER, 'node_modules'),
  };
}
