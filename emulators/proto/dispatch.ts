import type { CallLog, Outcome } from '../server';
import { messageFromJson } from './codec';
import type { JsonObject } from './json';
import { isJsonObject } from './json';
import type { BoundMethod } from './methods';
import { ApiError, asApiError } from './status';

/** A method's response, or the error that it answers with. */
export type Answer = { response: JsonObject } | { error: ApiError };

/**
 * Takes one request through log, faults and handler, whichever transport brought it.
 * @param request canonical JSON, or the error found when reading it: a refused request is logged all the same.
 */
export function dispatch(
  log: CallLog,
  method: BoundMethod,
  request: JsonObject | ApiError,
): Promise<Outcome<Answer>> {
  const summary = request instanceof ApiError ? request.message : summaryOf(request);
  return log.conduct(
    { method: method.name, request: summary, write: method.write },
    async (context): Promise<{ status: number; answer: Answer }> => {
      try {
        if (request instanceof ApiError) throw request;
        if (!method.handler) throw new ApiError('UNIMPLEMENTED', `${method.name} is not emulated.`);
        const response = await method.handler(request, context);
        assertSpeaksProto(method, response);
        return { status: 200, answer: { response } };
      } catch (thrown) {
        const error = asApiError(thrown);
        return { status: error.httpStatus, answer: { error } };
      }
    },
  );
}

/** A response with a field that the proto does not have is the emulator's own fault, so INTERNAL. */
function assertSpeaksProto(method: BoundMethod, response: JsonObject): void {
  try {
    messageFromJson(method.response, response);
  } catch (error) {
    throw new Error(`${method.name} answered what its proto does not know.`, { cause: error });
  }
}

const telling = ['name', 'parent', 'resource', 'serviceId', 'updateMask', 'validateOnly', 'allowMissing'];

/** A request in a few words: which resource, and which fields of it. */
function summaryOf(request: JsonObject): string {
  const nested = Object.values(request).filter(isJsonObject);
  const named = nested.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  const own = telling.flatMap((field) => {
    const value = request[field];
    if (value === undefined || value === null || typeof value === 'object') return [];
    return [field === 'name' ? String(value) : `${field}=${String(value)}`];
  });
  return [...named, ...own].join(' ');
}
