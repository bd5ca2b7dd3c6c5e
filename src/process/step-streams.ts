/** A socket to which steps connect their stdout and stderr. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** Length of what a connection says first: the step's mark and the number of the descriptor, `1` or `2`. */
const headerLength = 17;

export interface StepStreams {
  /** Path of the socket. */
  readonly path: string;
  /** The connections of a step to come. */
  expect(mark: string): { readonly stdout: Promise<Socket>; readonly stderr: Promise<Socket> };
  /** A step that was expected does not come. */
  forget(mark: string): void;
  /** Takes no more connections. */
  close(): void;
}

/** @param path where the socket is made; short, as the system allows about 100 bytes. */
export async function listenForSteps(path: string): Promise<StepStreams> {
  const expected = new Map<string, (socket: Socket) => void>();
  const server = createServer({ allowHalfOpen: false }, (socket) => {
    socket.on('error', () => {}); // its step was killed: what it wrote until then counts
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
    expect: (mark) => ({ stdout: arrival(`${mark}1`), stderr: arrival(`${mark}2`) }),
    forget: (mark) => {
      for (const descriptor of [1, 2]) expected.delete(`${mark}${descriptor}`);
    },
    close: () => void server.close(),
  };
}
