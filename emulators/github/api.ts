import type { Clock } from '../clock';
import type { ApiCall } from './api-call';
import { loadSlice } from './description';
import type { Described } from './description';
import type { Asked, Reply } from './exchange';
import { notFound, refusal, tokenOf } from './exchange';
import type { Json, JsonObject } from './json';
import { isObject } from './json';
import type { Permission } from './operations';
import { isGranted, operations } from './operations';
import { createRouter } from './router';
import type { Router } from './router';
import { createSchemas } from './schemas';
import type { Schemas } from './schemas';
import type { State } from './state';
import type { Caller, TokenRegistry } from './tokens';

/** GitHub's description, ready to route and to judge; loaded once a process. */
export interface Contract {
  router: Router;
  schemas: Schemas;
}

let loaded: Promise<Contract> | undefined;

export function loadContract(): Promise<Contract> {
  loaded ??= loadSlice(Object.keys(operations)).then((slice) => ({
    router: createRouter(slice.operations),
    schemas: createSchemas(slice),
  }));
  return loaded;
}

export interface ApiContext {
  contract: Contract;
  state: () => State;
  tokens: TokenRegistry;
  clock: Clock;
  origin: () => string;
}

/** One call of the API, ready to be carried out. */
export interface Prepared {
  /** GitHub's operation id, or `unknown`. */
  method: string;
  write: boolean;
  run: () => Reply;
}

/** A handler that answers what GitHub never would: the emulator's own fault, and no client must see it as GitHub's. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
}

/** Finds the operation that a request asks for; what is none becomes one that is not found. */
export function prepare(context: ApiContext, asked: Asked): Prepared {
  const found = context.contract.router(asked.method, asked.path);
  const write = !['GET', 'HEAD'].includes(asked.method);
  if (!found) return { method: 'unknown', write, run: notFound };
  const { described, params } = found;
  return { method: described.id, write, run: () => admit(context, asked, described, params) };
}

function admit(
  context: ApiContext,
  asked: Asked,
  described: Described,
  params: Readonly<Record<string, string>>,
): Reply {
  const operation = operations[described.id];
  const state = context.state();
  const repository = `${params.owner ?? ''}/${params.repo ?? ''}`;
  const caller = callerOf(context, asked, state);
  if (!operation || !caller) return unauthenticated(asked, state);
  if (repository.toLowerCase() !== state.repository.fullName.toLowerCase()) return notFound();
  const refused = forbid(caller, operation.accepts.filter(concerns(state, params)));
  if (refused) return refused;
  const body = bodyOf(asked, described);
  if (body === undefined) return refusal(400, 'Problems parsing JSON');
  const misfits = context.contract.schemas.request(described, asked.query, body);
  if (misfits.length > 0) return refusal(422, `Invalid request.\n\n${misfits.join('\n')}`);
  const now = context.clock.now();
  const call: ApiCall = { state, asked, params, body, caller, now, origin: context.origin() };
  const reply = checked(context.contract.schemas, described, operation.handle(call));
  return { ...reply, headers: { ...reply.headers, ...accepted(operation.accepts) } };
}

/** Without a token everybody may read a public repository, as GitHub's actions do for others'. */
function callerOf({ tokens }: ApiContext, asked: Asked, state: State): Caller | undefined {
  const token = tokenOf(asked);
  if (token !== undefined) return tokens.callerOf(token);
  if (asked.headers.authorization !== undefined) return undefined;
  const open = state.repository.visibility === 'public' && asked.method === 'GET';
  return open ? { account: { login: 'ghost', id: 10_137, type: 'User' }, grants: null } : undefined;
}

function unauthenticated(asked: Asked, { repository }: State): Reply {
  if (asked.headers.authorization !== undefined) return refusal(401, 'Bad credentials');
  return repository.visibility === 'public' ? refusal(401, 'Requires authentication') : notFound();
}

/** Permissions for pull requests are of no use with an issue, though both are commented alike. */
function concerns(
  state: State,
  params: Readonly<Record<string, string>>,
): (permission: Permission) => boolean {
  const issue = state.issues.find(
    ({ number, comments }) =>
      String(number) === params.issue_number || comments.some(({ id }) => String(id) === params.comment_id),
  );
  return (permission) => issue?.pullRequest !== false || !permission.startsWith('pull_requests=');
}

/** Stricter than GitHub with a public repository, which lets any token read: a job should name what it reads. */
function forbid({ grants }: Caller, accepts: readonly Permission[]): Reply | null {
  if (grants === null || accepts.some((permission) => isGranted(grants, permission))) return null;
  return refusal(403, 'Resource not accessible by integration', accepted(accepts));
}

function accepted(accepts: readonly Permission[]): Record<string, string> {
  return { 'x-accepted-github-permissions': accepts.join('; ') };
}

/** {} where the operation takes no JSON; undefined where it takes some and this is none. */
function bodyOf(asked: Asked, { operation }: Described): JsonObject | undefined {
  const { requestBody } = operation;
  const takesJson =
    isObject(requestBody) && isObject(requestBody.content) && 'application/json' in requestBody.content;
  if (!takesJson || asked.body.length === 0) return {};
  try {
    const value = JSON.parse(asked.body.toString()) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Refusals that every operation may give are not all in the description; what succeeds must fit it. */
function checked(schemas: Schemas, described: Described, reply: Reply): Reply {
  // A file is described by its own content type, not by GitHub's description.
  if (reply.status >= 400 || reply.bytes) return reply;
  const misfits = schemas.response(described, reply.status, reply.body);
  if (misfits.length === 0) return reply;
  throw new ContractViolation(
    `The emulator's answer ${reply.status} of ${described.id} does not fit GitHub's description:\n${misfits.join('\n')}`,
  );
}
