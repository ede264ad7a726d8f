/** A way to the server that counts what is asked of it, and knows when one question is on the wire. */
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** One question to the server: a query, or a statement to prepare. */
export interface Question {
  /** From 1, over all connections. */
  readonly nth: number;
  /** Its beginning. */
  readonly sql: string;
}

export interface Onlooker {
  /** It has just been passed on to the server. */
  asked(question: Question): void;
  /** The server is ready for the next one on this connection; its answer has not been passed on yet. */
  answered(question: Question): void;
}

export interface Wire {
  readonly port: number;
  close(): Promise<void>;
}

/** Opens a way to a server on this machine. A client that goes away takes its connection to the server with it. */
export async function openWire(serverPort: number, onlooker: Onlooker): Promise<Wire> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    let last: Question | undefined;
    const read = questions((sql) => {
      count += 1;
      last = { nth: count, sql };
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      // A reset ends in a close, which is dealt with above.
      socket.on('error', () => socket.destroy());
    }
    client.on('data', (chunk) => {
      const before = last;
      read(chunk);
      upstream.write(chunk);
      if (last && last !== before) onlooker.asked(last);
    });
    upstream.on('data', (chunk) => {
      if (last && isReady(chunk)) onlooker.answered(last);
      client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Reads the frontend's messages (PostgreSQL manual, "Message Formats"): the first one has no letter in front. */
function questions(found: (sql: string) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const letter = started ? 1 : 0;
      if (rest.length < letter + 4) return;
      const end = letter + rest.readUInt32BE(letter);
      if (rest.length < end) return;
      const kind = started ? String.fromCharCode(rest[0] ?? 0) : '';
      if (kind === 'Q') found(beginning(rest.subarray(5, end)));
      // Parse: the name of the statement comes first.
      if (kind === 'P') found(beginning(rest.subarray(rest.indexOf(0, 5) + 1, end)));
      rest = rest.subarray(end);
      started = true;
    }
  };
}

const beginning = (bytes: Buffer): string =>
  bytes.toString('utf8').replaceAll(/\s+/g, ' ').trim().slice(0, 60);

/** ReadyForQuery is the last message of an answer: Z, its length 5, and one byte of state. */
const isReady = (chunk: Buffer): boolean =>
  chunk.length >= 6 && chunk[chunk.length - 6] === 0x5a && chunk[chunk.length - 2] === 5;
