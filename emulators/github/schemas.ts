import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import type { Described, Slice } from './description';
import type { Json, JsonObject } from './json';
import { isObject, objectOf, textOf } from './json';

/** What is wrong with a value, in a few words each; empty when it fits. */
export type Misfits = string[];

/** GitHub's description as a judge of requests and answers. */
export interface Schemas {
  /** @param query only the parameters that were sent; numbers and booleans arrive as text */
  request: (described: Described, query: URLSearchParams, body: Json | undefined) => Misfits;
  /** Also refuses a status that the description does not have. */
  response: (described: Described, status: number, body: Json | undefined) => Misfits;
}

const root = 'github';

/**
 * Compiles each schema when it is first needed. Components stay references, so each is compiled once: with all of
 * them written out in place, as openapi-backend does it, the same takes three times as long.
 */
export function createSchemas({ components }: Slice): Schemas {
  const options = { strict: false, logger: false, validateFormats: false, allErrors: true } as const;
  const ajv = new Ajv(options);
  ajv.addSchema({ $id: root, components: objectOf(prepared(components)) });
  const texts = new Ajv({ ...options, coerceTypes: 'array' });
  texts.addSchema({ $id: root, components: objectOf(prepared(components)) });
  const compiled = new Map<string, ValidateFunction>();
  const misfits = (judge: Ajv, key: string, schema: JsonObject, value: unknown): Misfits => {
    const validate = compiled.get(key) ?? judge.compile(objectOf(prepared(schema)));
    compiled.set(key, validate);
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message = '', params }) =>
      `${instancePath || '/'} ${message} ${JSON.stringify(params)}`.trim(),
    );
  };
  const resolve = (value: Json | undefined): JsonObject => resolved(value, components);
  return {
    request: ({ id, operation }, query, body) => {
      const { requestBody, parameters } = operation;
      const schema = bodySchema(resolve(requestBody));
      const asked = querySchema(Array.isArray(parameters) ? parameters.map(resolve) : []);
      return [
        ...misfits(texts, `${id} query`, asked, Object.fromEntries(query)),
        ...(schema ? misfits(ajv, `${id} body`, schema, body ?? {}) : []),
      ];
    },
    response: ({ id, operation }, status, body) => {
      const answer = objectOf(operation.responses)[String(status)];
      if (answer === undefined) return [`GitHub's description of ${id} has no answer ${status}`];
      const schema = bodySchema(resolve(answer));
      return schema ? misfits(ajv, `${id} ${status}`, schema, body) : [];
    },
  };
}

function resolved(value: Json | undefined, components: JsonObject): JsonObject {
  const object = objectOf(value);
  const [, kind = '', name = ''] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(textOf(object.$ref)) ?? [];
  return kind === '' ? object : objectOf(objectOf(components[kind])[name]);
}

function bodySchema(described: JsonObject): JsonObject | undefined {
  const media = objectOf(described.content)['application/json'];
  return isObject(media) && isObject(media.schema) ? media.schema : undefined;
}

function querySchema(parameters: readonly JsonObject[]): JsonObject {
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  return {
    type: 'object',
    properties: Object.fromEntries(inQuery.map(({ name, schema }) => [textOf(name), schema])),
    required: inQuery.filter(({ required }) => required === true).map(({ name }) => textOf(name)),
    additionalProperties: false,
  };
}

/**
 * Makes JSON Schema of what OpenAPI 3.0 writes: `nullable` without a type, references into one document. An object
 * that lists its properties may have no others, so that a made-up field is noticed; within `allOf` each part sees
 * the whole object, and must not be closed.
 */
function prepared(value: Json, open = false): Json {
  if (Array.isArray(value)) return value.map((entry) => prepared(entry, open));
  if (!isObject(value)) return value;
  const copied = Object.entries(value).map(([name, entry]): [string, Json] => {
    if (name === '$ref') return [name, `${root}${textOf(entry)}`];
    if (name === 'properties') return [name, eachPrepared(objectOf(entry))];
    return [name, prepared(entry ?? null, name === 'allOf')];
  });
  return nullable(closed(Object.fromEntries(copied), open));
}

function eachPrepared(properties: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, entry]) => [name, prepared(entry ?? null)]),
  );
}

const combiners = ['allOf', 'anyOf', 'oneOf', 'additionalProperties'];

function closed(schema: JsonObject, open: boolean): JsonObject {
  if (open || !isObject(schema.properties) || combiners.some((name) => name in schema)) return schema;
  // GitHub leaves an object that it does not describe any further empty.
  if (Object.keys(schema.properties).length === 0) return schema;
  return { ...schema, additionalProperties: false };
}

function nullable({ nullable: maybe, ...schema }: JsonObject): JsonObject {
  return maybe === true ? { anyOf: [schema, { enum: [null] }] } : schema;
}
