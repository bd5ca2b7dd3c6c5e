/** Finds a Docker engine, in milliseconds and without loading Testcontainers. */
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { http } from '../../process/node-http.ts';

const timeoutMs = 1000;

/** The address of the first Docker engine that answers, of those Testcontainers would try; null when none does. */
export async function dockerEngine(env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const answers = await Promise.all(
    (await addresses(env)).map(async (address) => ((await answersAt(address, env)) ? address : null)),
  );
  return answers.find((address) => address !== null) ?? null;
}

/** In the order of Testcontainers: what the user configured, the usual socket, sockets of rootless engines. */
async function addresses(env: NodeJS.ProcessEnv): Promise<string[]> {
  const home = os.homedir();
  const file = await readFile(path.join(home, '.testcontainers.properties'), 'utf8').catch(() => '');
  const property = (name: string) =>
    new RegExp(`^\\s*${name.replace('.', '\\.')}\\s*[=:]\\s*(\\S+)`, 'm').exec(file)?.[1];
  const sockets = [
    '/var/run/docker.sock',
    env.XDG_RUNTIME_DIR && path.join(env.XDG_RUNTIME_DIR, 'docker.sock'),
    path.join(home, '.docker/run/docker.sock'),
    path.join(home, '.docker/desktop/docker.sock'),
    `/run/user/${os.userInfo().uid}/docker.sock`,
  ].flatMap((socket) => (socket ? [`unix://${socket}`] : []));
  const configured = [property('tc.host'), env.DOCKER_HOST ?? property('docker.host')];
  return [...configured.flatMap((address) => address ?? []), ...sockets];
}

async function answersAt(address: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (address.startsWith('unix://')) return ping({ socketPath: address.slice('unix://'.length) });
  const url = URL.parse(address.replace(/^tcp:/, 'http:'));
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // With TLS an open port is enough here: Testcontainers has the certificates.
  if (env.DOCKER_TLS_VERIFY || url.protocol === 'https:') return opens(host, Number(url.port || 2376));
  return ping({ host, port: Number(url.port || 2375) });
}

function ping(where: { socketPath: string } | { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get({ ...where, path: '/_ping', timeout: timeoutMs, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.on('close', () => resolve(false));
  });
}

function opens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: timeoutMs });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => settle(true));
    for (const event of ['timeout', 'error']) socket.on(event, () => settle(false));
  });
}
