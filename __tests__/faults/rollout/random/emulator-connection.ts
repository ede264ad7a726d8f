import { Agent, request } from 'node:http';
import type { WireAnswer, WireRequest } from './transport';

/** The one way into the emulator's server; it knows how many calls are on their way. */
export class EmulatorConnection {
  underWay = 0;
  private readonly agent = new Agent({ keepAlive: true });
  private readonly base: () => string;

  /** @param base the emulator's URL */
  constructor(base: () => string) {
    this.base = base;
  }

  /** @throws the connection's error where the emulator breaks it */
  async send({ url, method, body }: WireRequest): Promise<WireAnswer> {
    this.underWay += 1;
    try {
      return await this.exchange(new URL(`${url.pathname}${url.search}`, this.base()), method, body);
    } finally {
      this.underWay -= 1;
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private exchange(url: URL, method: string, body: string): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const sent = request(url, { agent: this.agent, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const retryAfter = response.headers['retry-after'];
          resolve({
            status: response.statusCode ?? 0,
            headers: {
              'content-type': 'application/json',
              ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
            },
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }
}
