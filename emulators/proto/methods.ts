import { readFileSync } from 'node:fs';
import type { INamespace, Method, Type } from 'protobufjs';
import { Root } from 'protobufjs';
import type { CallContext } from '../server';
import type { HttpRule, Route } from './http-rule';
import { httpRulesOf, routeOf } from './http-rule';
import type { JsonObject } from './json';

/**
 * Answers one method. Request and response are proto3 JSON with defaults left out; what is wrong with the request
 * is thrown as an ApiError.
 */
export type Handler = (request: JsonObject, context: CallContext) => JsonObject | Promise<JsonObject>;

/** One service of a proto and who answers its methods; a method without a handler is UNIMPLEMENTED. */
export interface ServiceDefinition {
  /** The file with the protos, `build/protos/protos.json` of a Google client package. */
  protos: string;
  /** For example `google.cloud.run.v2.Services`. */
  service: string;
  /** By method name, `UpdateService`. */
  handlers: Readonly<Record<string, Handler>>;
  /** Routes in place of the proto's own, by method name; APIs map `google.longrunning.Operations` to their paths. */
  httpRules?: Readonly<Record<string, readonly HttpRule[]>>;
  /** Methods that change nothing although their verb is not GET. */
  readOnly?: readonly string[];
}

/** A method, bound to its types and its handler. */
export interface BoundMethod {
  /** `Services.UpdateService`, the name in the call log. */
  name: string;
  /** `/google.cloud.run.v2.Services/UpdateService`, the path in gRPC. */
  grpcPath: string;
  request: Type;
  response: Type;
  routes: Route[];
  write: boolean;
  handler: Handler | undefined;
}

const roots = new Map<string, Root>();

/** Reads a protos.json; several megabytes, so each file once in a process. */
function rootOf(protos: string): Root {
  const known = roots.get(protos);
  if (known) return known;
  const root = Root.fromJSON(JSON.parse(readFileSync(protos, 'utf8')) as INamespace);
  root.resolveAll();
  roots.set(protos, root);
  return root;
}

/** The methods of a service as its proto describes them. Throws when a handler or a rule has no method. */
export function bindMethods(definition: ServiceDefinition): BoundMethod[] {
  const service = rootOf(definition.protos).lookupService(definition.service);
  for (const name of [...Object.keys(definition.handlers), ...Object.keys(definition.httpRules ?? {})]) {
    if (!(name in service.methods)) throw new Error(`${definition.service} has no method ${name}.`);
  }
  return service.methodsArray.map((method) => bindMethod(definition, method));
}

function bindMethod(definition: ServiceDefinition, method: Method): BoundMethod {
  const { resolvedRequestType: request, resolvedResponseType: response } = method;
  if (!request || !response)
    throw new Error(`${method.fullName}: its types are not in ${definition.protos}.`);
  const rules = definition.httpRules?.[method.name] ?? httpRulesOf(method.parsedOptions);
  const serviceName = definition.service.slice(definition.service.lastIndexOf('.') + 1);
  return {
    name: `${serviceName}.${method.name}`,
    grpcPath: `/${definition.service}/${method.name}`,
    request,
    response,
    routes: rules.map(routeOf),
    write: rules.some(({ verb }) => verb !== 'GET') && !definition.readOnly?.includes(method.name),
    handler: definition.handlers[method.name],
  };
}
