import { connect, createServer } from 'node:net';

/** Below Linux's range for outgoing connections, which could take a port between our look at it and its use. */
const range = { first: 20_000, last: 32_000 };

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const port = range.first + Math.floor(Math.random() * (range.last - range.first));
  return (await canListen(port)) ? port : freePort();
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** Whether somebody accepts connections on this port of loopback. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (result: boolean) => (): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', settle(true));
    socket.once('error', settle(false));
  });
}
