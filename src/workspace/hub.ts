/** A local package hub: the folder `hub` of the project, over HTTP. */
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { http } from '../process/node-http.ts';

/**
 * Serves the hub during a call. A path that ends in `.tar.gz` is the archive of the folder of that name.
 * @param port nothing is served when undefined.
 */
export async function withHub<T>(
  project: string,
  port: number | undefined,
  use: () => Promise<T>,
): Promise<T> {
  if (port === undefined) return use();
  const hub = path.join(project, 'hub');
  const server = http
    .createServer((request, response) => {
      // Normalising an absolute path removes its dots, so no path leads out of the hub.
      const { pathname } = new URL(request.url ?? '/', 'http://hub');
      const file = path.join(hub, path.normalize(decodeURIComponent(pathname)));
      read(file).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    })
    .listen(port, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use();
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function read(file: string): Promise<Uint8Array> {
  const folder = file.replace(/\.tar\.gz$/, '');
  if (folder === file || !(await stat(folder)).isDirectory()) return readFile(file);
  const [parent, name] = [path.dirname(folder), path.basename(folder)];
  const { stdout } = await execa('tar', ['-czf', '-', '-C', parent, name], { encoding: 'buffer' });
  return stdout;
}
