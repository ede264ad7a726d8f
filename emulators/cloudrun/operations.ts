import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { JsonObject, JsonValue } from '../proto/json';
import { textOf } from '../proto/json';
import type { Handler } from '../proto/methods';
import { ApiError, codeOf } from '../proto/status';
import { notFound } from './names';
import type { CloudRunState, OperationRecord } from './state';

/** How an operation ends. */
export type OperationResult = NonNullable<OperationRecord['result']>;

/** Starts an operation whose result the work gives; work that fails ends it in INTERNAL. */
export function startOperation(
  state: CloudRunState,
  parent: string,
  type: string,
  metadata: () => JsonObject,
  work: Promise<OperationResult>,
): JsonObject {
  const operation: OperationRecord = {
    name: `${parent}/operations/${randomUUID()}`,
    type,
    metadata,
    done: work.catch(internalError).then((result) => {
      operation.result = result;
    }),
  };
  state.operations.set(operation.name, operation);
  return operationView(operation);
}

function internalError(error: unknown): OperationResult {
  return { error: { code: codeOf('INTERNAL'), message: `The emulator failed: ${String(error)}` } };
}

/** An operation that was done when it was asked for: of a request that only validates. */
export function doneOperation(parent: string, type: string, response: JsonObject): JsonObject {
  const metadata = (): JsonObject => response;
  const name = `${parent}/operations/${randomUUID()}`;
  return operationView({ name, type, metadata, result: { response }, done: Promise.resolve() });
}

/** The operation as it is answered; metadata is the resource as it is now. */
function operationView({ name, type, metadata, result }: OperationRecord): JsonObject {
  const typed = (resource: JsonObject): JsonObject => ({
    '@type': `type.googleapis.com/${type}`,
    ...resource,
  });
  const pending = { name, metadata: typed(metadata()) };
  if (!result) return pending;
  if ('error' in result) return { ...pending, done: true, error: result.error };
  return { ...pending, done: true, response: typed(result.response) };
}

/** The methods of `google.longrunning.Operations` that Cloud Run serves. */
export function operationHandlers(state: CloudRunState, clock: Clock): Record<string, Handler> {
  return {
    GetOperation: ({ name }) => operationView(operationNamed(state, name)),
    WaitOperation: async ({ name, timeout }) => {
      const operation = operationNamed(state, name);
      const seconds = typeof timeout === 'string' ? Number.parseFloat(timeout) : 30;
      await Promise.race([operation.done, clock.sleep(seconds * 1000)]);
      return operationView(operation);
    },
    ListOperations: ({ name }) => {
      const prefix = `${textOf(name).replace(/\/operations$/, '')}/operations/`;
      const operations = [...state.operations.values()].filter((operation) =>
        operation.name.startsWith(prefix),
      );
      return { operations: operations.map(operationView) };
    },
    DeleteOperation: ({ name }) => {
      const operation = operationNamed(state, name);
      if (!operation.result)
        throw new ApiError('FAILED_PRECONDITION', `Operation '${operation.name}' is not done.`);
      state.operations.delete(operation.name);
      return {};
    },
  };
}

function operationNamed(state: CloudRunState, name: JsonValue | undefined): OperationRecord {
  const operation = state.operations.get(textOf(name));
  if (!operation) throw notFound('Operation', textOf(name));
  return operation;
}

/** Cloud Run's routes for operations, which are not those of the proto. */
export const operationRules = {
  GetOperation: [{ verb: 'GET', template: '/v2/{name=projects/*/locations/*/operations/*}', body: '' }],
  ListOperations: [{ verb: 'GET', template: '/v2/{name=projects/*/locations/*}/operations', body: '' }],
  DeleteOperation: [{ verb: 'DELETE', template: '/v2/{name=projects/*/locations/*/operations/*}', body: '' }],
  WaitOperation: [
    { verb: 'POST', template: '/v2/{name=projects/*/locations/*/operations/*}:wait', body: '*' },
  ],
  CancelOperation: [],
};
