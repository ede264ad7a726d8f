import type { JsonObject } from '../proto/json';
import type { Sample } from './evaluate-promql';
import { evaluate } from './evaluate-promql';
import type { PromQuery } from './promql';
import { parsePromQuery, PromError } from './promql';
import type { MetricStore } from './store';

/** What every evaluation needs: whose metrics, and as of when they are read, in milliseconds. */
export interface Reading {
  store: MetricStore;
  project: string;
  asOf: number;
}

type Parameters = URLSearchParams;

const mostSteps = 11_000;

/** Answers `query`: a vector of what holds at `time`, which is now when it is left out. */
export function instantQuery(reading: Reading, parameters: Parameters, now: number): JsonObject {
  refuseUnknown(parameters, ['query', 'time', 'timeout']);
  const at = parameters.has('time') ? timeOf(parameters, 'time') : now;
  const samples = evaluate(reading.store, reading.project, queryOf(parameters), { at, asOf: reading.asOf });
  const result = samples.map(({ labels, value }) => ({ metric: labels, value: valueAt(at, value) }));
  return { status: 'success', data: { resultType: 'vector', result } };
}

/** Answers `query_range`: a matrix of what holds at every step from `start` to `end`, both included. */
export function rangeQuery({ store, project, asOf }: Reading, parameters: Parameters): JsonObject {
  refuseUnknown(parameters, ['query', 'start', 'end', 'step', 'timeout']);
  const query = queryOf(parameters);
  const samples = stepsOf(parameters).flatMap((at) =>
    evaluate(store, project, query, { at, asOf }).map((sample) => ({ ...sample, at })),
  );
  const rows = Map.groupBy(samples, ({ labels }) => JSON.stringify(Object.entries(labels).sort()));
  return { status: 'success', data: { resultType: 'matrix', result: [...rows.values()].map(rowOf) } };
}

function rowOf(samples: readonly (Sample & { at: number })[]): JsonObject {
  return {
    metric: samples[0]?.labels ?? {},
    values: samples.map(({ at, value }) => valueAt(at, value)),
  };
}

const valueAt = (at: number, value: number): [number, string] => [at / 1000, String(value)];

function refuseUnknown(parameters: Parameters, known: readonly string[]): void {
  const unknown = [...parameters.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) throw new PromError(`not emulated: the parameter "${unknown}"`);
}

function queryOf(parameters: Parameters): PromQuery {
  try {
    return parsePromQuery(parameters.get('query') ?? '');
  } catch (error) {
    if (!(error instanceof PromError)) throw error;
    throw new PromError(`invalid parameter "query": ${error.message}`);
  }
}

function stepsOf(parameters: Parameters): number[] {
  const start = timeOf(parameters, 'start');
  const end = timeOf(parameters, 'end');
  const step = stepOf(parameters.get('step') ?? '');
  if (end < start)
    throw new PromError('invalid parameter "end": end timestamp must not be before start time');
  const count = Math.floor((end - start) / step) + 1;
  if (count <= mostSteps) return Array.from({ length: count }, (_, index) => start + index * step);
  throw new PromError(
    'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
  );
}

/** Seconds, or seconds or minutes with their unit. */
function stepOf(text: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([sm]?)$/.exec(text) ?? [];
  const step = Number(count) * (unit === 'm' ? 60_000 : 1_000);
  if (step > 0) return step;
  throw new PromError(`invalid parameter "step": cannot parse "${text}" to a valid duration`);
}

/** Seconds since the epoch, or RFC 3339. */
function timeOf(parameters: Parameters, name: string): number {
  const text = parameters.get(name) ?? '';
  const at = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isFinite(at)) return at;
  throw new PromError(`invalid parameter "${name}": cannot parse "${text}" to a valid timestamp`);
}
