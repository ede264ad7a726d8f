/** Stands in for `node-fetch`, by which Google's client libraries send: see load-actions.ts. */
import { carry } from './transport';

interface Sent {
  method?: string;
  body?: string | Buffer | null;
}

export default async function fetch(
  url: URL | string,
  { method = 'GET', body }: Sent = {},
): Promise<Response> {
  const request = { url: new URL(url), method, body: body ? body.toString() : '' };
  const answer = await carry(request);
  return new Response(answer.body, { status: answer.status, headers: answer.headers });
}
