/** A socket to which steps connect their stdout and stderr. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** Length of what a connection begins with: the id of the step and the number of the descriptor, `1` or `2`. */
const headerLength = 17;

export interface StepStreams {
  /** Path of the socket. */
  readonly path: string;
  /** The connections that a step with this id will make. */
  expect(id: string): { readonly stdout: Promise<Socket>; readonly stderr: Promise<Socket> };
  /** The step was not started. */
  forget(id: string): void;
  /** Accepts no more connections. */
  close(): void;
}

/** @param path where the socket is created; at most about 100 bytes long. */
export async function listenForSteps(path: string): Promise<StepStreams> {
  const expected = new Map<string, (socket: Socket) => void>();
  const server = createServer({ allowHalfOpen: false }, (socket) => {
    socket.on('error', () => {}); // the step was killed; what it wrote until then counts
    const begin = () => {
      const header = socket.read(headerLength) as Buffer | null;
      if (header === null) return;
      socket.off('readable', begin);
      const name = header.toString('latin1');
      const take = expected.get(name);
      expected.delete(name);
      if (take) take(socket);
      else socket.destroy();
    };
    socket.on('readable', begin);
  });
  server.listen(path);
  await once(server, 'listening');
  const arrival = (name: string) => new Promise<Socket>((resolve) => expected.set(name, resolve));
  return {
    path,
    expect: (id) => ({ stdout: arrival(`${id}1`), stderr: arrival(`${id}2`) }),
    forget: (id) => {
      for (const descriptor of [1, 2]) expected.delete(`${id}${descriptor}`);
    },
    close: () => void server.close(),
  };
}
