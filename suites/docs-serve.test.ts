/** `docs serve`: serves the docs site. Each case uses its own port, because several may run at once. */
import { suite } from '../src/cases/define-suite.ts';
import * as shop from './shop-edits.ts';

const seeded = { project: 'shop', state: 'seeded' };
// dbt exits with 2 when the server is interrupted, so these cases expect a usage error.
/** Generates the docs to serve. */
const docs = { engine: 'docs generate' };
/** A fake browser that records the URL. `docs serve` runs in the target folder. */
const browser = { write: { 'browser.sh': 'echo "$1" >> ../opened.txt\n' } };
const env = { BROWSER: 'sh ../browser.sh %s' };
const at = (port: number, ...paths: readonly string[]) =>
  ['/', ...paths].map((path) => `http://127.0.0.1:${port}${path}`);

export default await suite(
  'docs-serve',
  seeded,
  {
    serves: {
      title: 'serves the docs site and other files in the target folder',
      before: [docs],
      argv: 'docs serve --port 28301 --no-browser',
      requests: at(28301, '/index.html', '/catalog.json', '/no-such-file', '/compiled'),
      expect: 'usage-error',
      checks: ['DOCSERVE-1', 'DOCSERVE-2', 'DOCSERVE-EXIT', 'DOCSERVE-OUT', 'DOCSERVE-ART', 'DOCSERVE-FLAG'],
      tier: 'smoke',
    },
    browser: {
      title: 'opens a browser',
      before: [docs, browser],
      argv: 'docs serve --port 28302',
      env,
      requests: at(28302),
      expect: 'usage-error',
      checks: ['DOCSERVE-3', 'DOCSERVE-FLAG'],
    },
    'no-browser': {
      title: 'opens no browser with --no-browser',
      before: [docs, browser],
      argv: 'docs serve --port 28303 --no-browser',
      env,
      requests: at(28303),
      expect: 'usage-error',
      checks: ['DOCSERVE-3', 'DOCSERVE-FLAG'],
    },
    host: {
      title: 'binds to an address with --host',
      before: [docs],
      argv: 'docs serve --host 127.0.0.1 --port 28304 --no-browser',
      requests: at(28304),
      expect: 'usage-error',
      checks: ['DOCSERVE-1', 'DOCSERVE-FLAG'],
    },
    'target-path': {
      title: 'serves another folder with --target-path',
      before: [{ engine: 'docs generate --target-path build' }],
      argv: 'docs serve --port 28305 --no-browser --target-path build',
      requests: at(28305, '/catalog.json'),
      expect: 'usage-error',
      checks: ['DOCSERVE-1', 'DOCSERVE-FLAG'],
    },
    'no-docs': {
      title: 'serves a project without generated docs',
      argv: 'docs serve --port 28306 --no-browser',
      requests: at(28306, '/catalog.json'),
      expect: 'usage-error',
      checks: ['DOCSERVE-1', 'DOCSERVE-ERR'],
    },
    'busy-port': {
      title: 'fails when the port is in use',
      before: [docs],
      argv: 'docs serve --port 28307 --no-browser',
      busy: 28307,
      expect: 'usage-error',
      checks: ['DOCSERVE-2', 'DOCSERVE-EXIT', 'DOCSERVE-ERR'],
      tier: 'smoke',
    },
    'bad-port': {
      title: 'rejects a --port that is not a number',
      argv: 'docs serve --port docs',
      expect: 'usage-error',
      checks: ['DOCSERVE-EXIT', 'DOCSERVE-ERR'],
    },
    'no-project': {
      title: 'fails without dbt_project.yml',
      before: [{ write: { 'dbt_project.yml': null } }],
      argv: 'docs serve --port 28308 --no-browser',
      expect: 'usage-error',
      checks: ['DOCSERVE-EXIT', 'DOCSERVE-ERR'],
    },
    quiet: {
      title: 'serves docs with --quiet',
      before: [docs],
      argv: 'docs serve --port 28309 --no-browser --quiet',
      requests: at(28309),
      expect: 'usage-error',
      checks: ['DOCSERVE-OUT'],
    },
    'log-json': {
      title: 'serves docs with --log-format json',
      before: [docs],
      argv: 'docs serve --port 28310 --no-browser --log-format json',
      requests: at(28310),
      expect: 'usage-error',
      checks: ['DOCSERVE-OUT'],
    },
    help: {
      title: 'prints help with --help',
      argv: 'docs serve --help',
      checks: ['DOCSERVE-OUT', 'DOCSERVE-FLAG'],
    },
  },
  {
    base: {
      argv: 'docs serve --port 28311 --no-browser',
      expect: 'usage-error',
      before: [docs, shop.occasions],
      // The second address is for --host.
      requests: [...at(28311, '/catalog.json'), 'http://127.0.0.2:28311/'],
    },
    options: {
      '--version-check': { before: [docs, shop.otherVersion], expect: 'usage-error' },
      '--port': { values: ['28311'], argv: 'docs serve --no-browser' },
      '--browser': { argv: 'docs serve --port 28311', before: [docs, browser], env },
      '--profile': { values: ['unknown'] },
      '--target': { values: ['nowhere'] },
      '--profiles-dir': { values: ['seeds'] },
      '--log-file-max-bytes': { values: ['20000'] },
      '--vars': { before: [docs, shop.profileByVariable], values: ['who: unknown'] },
      '--host': { values: ['127.0.0.2'] },
    },
  },
);
