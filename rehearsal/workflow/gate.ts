import type { StepsInstance } from './instance';
import type { GateDecision, GateRequest } from './options';
import { isMap, type Scope } from './expressions';

/** The environment that a job names, evaluated; null when it names none. */
export function environmentOf({ workflow, job, contexts }: StepsInstance): string | null {
  const { environment } = job;
  if (!environment) return null;
  const scope: Scope = { contexts };
  const name =
    environment.kind === 'mapping'
      ? environment.entries.find(({ key }) => key === 'name')?.value
      : environment;
  const value = name ? workflow.run.context.expressions.value(name, scope) : '';
  const text = isMap(value) ? value.name : value;
  return typeof text === 'string' && text !== '' ? text : null;
}

/** What came of the wait for an environment. */
export type Passage = 'open' | 'rejected' | 'cancelled';

/** Waits until the environment of a job lets it through, and writes down who decided and on what brief. */
export async function passGate(
  instance: StepsInstance,
  environment: string,
  signal: AbortSignal,
): Promise<Passage> {
  const { workflow, path } = instance;
  const { context, gates } = workflow.run;
  const { gate } = context.options;
  if (!gate) return 'open';
  const request = gateRequest(instance, environment, signal);
  const { brief } = request;
  context.emit({ type: 'gate-opened', job: path, environment, brief, at: context.clock.now() });
  const decision = await untilAborted(gate(request), signal);
  const outcome = decision === 'cancelled' ? 'cancelled' : decision.outcome;
  const by = decision !== 'cancelled' && decision.outcome !== 'unprotected' ? decision.by : null;
  const closed = outcome === 'unprotected' ? 'approved' : outcome;
  context.emit({ type: 'gate-closed', job: path, environment, outcome: closed, by, at: context.clock.now() });
  if (outcome !== 'unprotected')
    gates.push({ environment, job: path, outcome, approvedBy: outcome === 'approved' ? by : null, brief });
  return closed === 'approved' ? 'open' : closed;
}

function gateRequest(
  { workflow, path, name }: StepsInstance,
  environment: string,
  signal: AbortSignal,
): GateRequest {
  const summaries = workflow.run.jobs
    .filter((job) => job.summary !== '')
    .map((job) => ({ job: job.id, name: job.name, summary: job.summary }));
  return {
    environment,
    job: path,
    name,
    brief: summaries.map(({ summary }) => summary).join('\n'),
    summaries,
    signal,
  };
}

function untilAborted(
  decision: Promise<GateDecision>,
  signal: AbortSignal,
): Promise<GateDecision | 'cancelled'> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      resolve('cancelled');
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    decision.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
