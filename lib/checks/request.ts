/** From a step and the values of its turn to the request that is sent. */
import type { OutgoingRequest } from './http';
import type { Step } from './model';
import type { Credentials } from './schema';
import { render, renderJson } from './templates';
import type { Lookup } from './templates';

/** Sent with every request, so that an app can keep them out of its business numbers. */
const MARKER = { 'x-sluice-probe': '1', 'user-agent': 'sluice-smoke-test' };

/**
 * The request of a step. Values inside the address are percent-encoded, so that none can lead to another path.
 * @throws Unbound where a name has no value
 */
export function requestOf(step: Step, lookup: Lookup): OutgoingRequest {
  const body = bodyOf(step, lookup);
  const headers = {
    ...MARKER,
    accept: '*/*',
    ...(body ? { 'content-type': body.type } : {}),
    ...rendered(step.headers, lookup),
    ...(step.auth ? authorization(step.auth, lookup) : {}),
  };
  const url = new URL(step.origin + render(step.path, lookup, encodeURIComponent));
  if (url.origin !== step.origin)
    throw new Error(`${step.name} would go to ${url.origin}, not to ${step.origin}`);
  return { method: step.method, url, headers, ...(body ? { body: body.text } : {}) };
}

/**
 * The request to which a redirect leads. To another host goes nothing but the address: no credentials, no header of
 * the file.
 */
export function redirected(request: OutgoingRequest, url: URL): OutgoingRequest {
  const same = url.origin === request.url.origin;
  return { method: request.method, url, headers: same ? request.headers : { ...MARKER, accept: '*/*' } };
}

function bodyOf({ body }: Step, lookup: Lookup): { type: string; text: string } | undefined {
  if (body?.kind === 'json')
    return { type: 'application/json', text: JSON.stringify(renderJson(body.value, lookup)) };
  if (body?.kind === 'form') {
    const text = new URLSearchParams(rendered(body.fields, lookup)).toString();
    return { type: 'application/x-www-form-urlencoded', text };
  }
  return undefined;
}

function rendered(texts: Readonly<Record<string, string>>, lookup: Lookup): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, render(text, lookup)]));
}

function authorization({ bearer, basic, apiKey }: Credentials, lookup: Lookup): Record<string, string> {
  if (bearer !== undefined) return { authorization: `Bearer ${render(bearer, lookup)}` };
  if (apiKey) return { [apiKey.header.toLowerCase()]: render(apiKey.value, lookup) };
  if (!basic) return {};
  const pair = `${render(basic.user, lookup)}:${render(basic.password, lookup)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
