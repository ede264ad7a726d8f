import type { Condition } from './resources';
import type { Failure, RevisionRecord, ServiceRecord } from './state';

/** Names of the proto's `RevisionReason`; all other reasons are of `CommonReason`. */
const revisionReasons: ReadonlySet<string> = new Set(
  ['PENDING', 'RESERVE', 'RETIRED', 'RETIRING', 'RECREATING', 'HEALTH_CHECK_CONTAINER_ERROR']
    .concat([
      'CUSTOMIZED_PATH_RESPONSE_PENDING',
      'MIN_INSTANCES_NOT_PROVISIONED',
      'ACTIVE_REVISION_LIMIT_REACHED',
    ])
    .concat(['NO_DEPLOYMENT', 'HEALTH_CHECK_SKIPPED', 'MIN_INSTANCES_WARMING']),
);

/** Reasons that lie with the image or what it may use, rather than with the running container. */
const beforeStart: ReadonlySet<string> = new Set([
  'CONTAINER_MISSING',
  'CONTAINER_PERMISSION_DENIED',
  'CONTAINER_IMAGE_UNAUTHORIZED',
  'CONTAINER_IMAGE_AUTHORIZATION_CHECK_FAILED',
]);

function condition(type: string, at: string, failure: Failure | undefined, reconciling: boolean): Condition {
  if (failure) {
    const field = revisionReasons.has(failure.reason) ? 'revisionReason' : 'reason';
    const { message, reason } = failure;
    return {
      type,
      state: 'CONDITION_FAILED',
      severity: 'ERROR',
      message,
      [field]: reason,
      lastTransitionTime: at,
    };
  }
  return {
    type,
    state: reconciling ? 'CONDITION_RECONCILING' : 'CONDITION_SUCCEEDED',
    lastTransitionTime: at,
  };
}

/** A service's failure to get its newest revision Ready; it lasts until another revision is created. */
export function configurationFailure(service: ServiceRecord): Failure | undefined {
  const newest = service.revisions.get(service.latestCreated ?? '');
  return newest?.phase === 'failed' && newest.failure ? notReady(newest.id, newest.failure) : undefined;
}

/** A revision's failure in the words that its service uses for it. */
export function notReady(revision: string, { reason, message }: Failure): Failure {
  return { reason, message: `Revision '${revision}' is not ready and cannot serve traffic. ${message}` };
}

/** Ready is the conjunction of the other two, as in Knative: moving traffic does not mend a failed revision. */
export function serviceConditions(service: ServiceRecord): {
  terminalCondition: Condition;
  conditions: Condition[];
} {
  const { transitionTime: at, routesFailure } = service;
  const reconciling = service.pending > 0;
  const configuration = configurationFailure(service);
  const failure = reconciling ? undefined : (configuration ?? routesFailure);
  return {
    terminalCondition: condition('Ready', at, failure, reconciling),
    conditions: [
      condition('RoutesReady', at, reconciling ? undefined : routesFailure, reconciling),
      condition('ConfigurationsReady', at, configuration, reconciling),
    ],
  };
}

export function revisionConditions(revision: RevisionRecord, isAddressed: boolean): Condition[] {
  const { updateTime: at, failure } = revision;
  const starting = revision.phase === 'starting';
  const containerFailure = failure && beforeStart.has(failure.reason) ? failure : undefined;
  const retired = { reason: 'RETIRED', message: 'Revision retired.' };
  return [
    condition('Ready', at, failure, starting),
    condition('ContainerReady', at, containerFailure, starting),
    condition('ContainerHealthy', at, containerFailure ? undefined : failure, starting),
    // A revision without traffic or tag is retired; that is no fault of it, hence the severity.
    isAddressed || starting
      ? condition('Active', at, undefined, starting)
      : { ...condition('Active', at, retired, false), severity: 'INFO' },
  ];
}
