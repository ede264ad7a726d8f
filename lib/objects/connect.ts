import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

/** Only an emulator on this machine is asked over http; a proxy is found where curl finds it (HTTPS_PROXY, NO_PROXY). */
const agents = {
  http: new HttpAgent({ keepAlive: true }),
  https: new HttpsAgent({ keepAlive: true, proxyEnv: process.env }),
};

/**
 * Asks for an object's bytes with Node's own client: the one of Google's libraries spends as much time on each megabyte as
 * the checksum does. Nothing is followed, unpacked or retried.
 */
export function get(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = { headers, signal };
    const request = url.startsWith('https:')
      ? requestHttps(url, { ...asked, agent: agents.https })
      : requestHttp(url, { ...asked, agent: agents.http });
    request.once('response', resolve).once('error', reject).end();
  });
}
