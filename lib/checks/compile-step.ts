import type { WrittenExpectation } from './expectation-schema';
import type { AllowedHost, Body, Expectation, Method, Step } from './model';
import { METHODS } from './schema';
import type { WrittenAuth, WrittenStep } from './schema';

/** What a step takes over from the file and from the action's inputs. */
export interface StepDefaults {
  readonly target: Target;
  readonly headers: Readonly<Record<string, string>>;
  readonly auth?: WrittenAuth;
  /** Milliseconds. */
  readonly timeout: number;
}

/** The service that is tested. */
export interface Target extends AllowedHost {
  /** In front of every path: '' or such as '/api'. */
  readonly prefix: string;
}

/** Where a step goes: the target, or another host that it names itself. */
export interface Destination {
  readonly origin: string;
  readonly path: string;
}

/** @returns why the address cannot be used, where it cannot */
export function destinationOf(written: string, { origin, prefix }: Target): Destination | { fault: string } {
  if (written.startsWith('/')) return { origin, path: prefix + written };
  const [, base = '', path = ''] = /^(https?:\/\/[^/?#\\]*)(.*)$/s.exec(written) ?? [];
  if (base.includes('${')) return { fault: 'The host of an address is written out; it is never a variable.' };
  const address = URL.parse(base);
  if (!address || base.includes('@')) return { fault: `\`${base}\` is not the address of a host.` };
  return { origin: address.origin, path: path.startsWith('/') ? path : `/${path}` };
}

/** The address of a step as it is written, and the method. */
export function requestLineOf(written: WrittenStep): { key: (typeof METHODS)[number]; address: string } {
  const key = METHODS.find((method) => written[method] !== undefined) ?? 'get';
  return { key, address: written[key] ?? '/' };
}

/** A step with its defaults filled in. What belongs to the target goes nowhere else. */
export function compileStep(
  written: WrittenStep,
  to: Destination,
  line: number,
  defaults: StepDefaults,
): Step {
  const { key, address } = requestLineOf(written);
  const method = key.toUpperCase() as Method;
  const isTarget = to.origin === defaults.target.origin;
  const auth = written.auth ?? (isTarget ? defaults.auth : undefined);
  const headers = lowerCased({ ...(isTarget ? defaults.headers : {}), ...written.headers });
  const body = bodyOf(written);
  const mutates = written.mutates ?? !['get', 'head'].includes(key);
  return {
    name: written.name ?? `${method} ${address}`,
    line,
    method,
    ...to,
    headers,
    ...(auth === undefined || auth === 'none' ? {} : { auth }),
    ...(body ? { body } : {}),
    capture: written.capture ?? {},
    expect: expectationOf(written.expect),
    timeout: written.timeout ?? defaults.timeout,
    mutates,
    retry: !mutates || 'idempotency-key' in headers,
    redirects: written.redirects ?? 0,
  };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function bodyOf({ json, form }: WrittenStep): Body | undefined {
  if (json !== undefined) return { kind: 'json', value: json };
  return form ? { kind: 'form', fields: form } : undefined;
}

function expectationOf({ status, headers, json, text, under }: WrittenExpectation = {}): Expectation {
  return {
    status: Array.isArray(status) ? status : [status ?? '2xx'],
    headers: headers ?? {},
    json: json ?? {},
    ...(text === undefined ? {} : { text }),
    ...(under === undefined ? {} : { under }),
  };
}
