/** `docs serve`: serves the docs site. dbt exits with 2 when Ctrl-C ends the server, so most cases expect a usage error. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

/** Generates the docs to serve. */
const docs = { engine: 'docs generate' };
/** A fake browser that records the URL. `docs serve` runs in the target folder. */
const browser = { write: { 'browser.sh': 'echo "$1" >> ../opened.txt\n' } };
const env = { BROWSER: 'sh ../browser.sh %s' };
const pages = (...paths: readonly string[]) =>
  ['/', ...paths].map((path) => `http://127.0.0.1:{port}${path}`);

export default defineSuite({
  command: 'docs-serve',
  defaults: { project: 'shop', state: 'seeded' },
  cases: {
    serves: {
      title: 'serves the docs site and other files in the target folder',
      before: [docs],
      argv: 'docs serve --port {port} --no-browser',
      requests: pages('/index.html', '/catalog.json', '/no-such-file', '/compiled'),
      expect: 'usage-error',
      checks: ['DOCSERVE-1', 'DOCSERVE-2', 'DOCSERVE-EXIT', 'DOCSERVE-OUT', 'DOCSERVE-ART', 'DOCSERVE-FLAG'],
      tier: 'smoke',
    },
    browser: {
      title: 'opens a browser',
      before: [docs, browser],
      argv: 'docs serve --port {port}',
      env,
      requests: pages(),
      expect: 'usage-error',
      checks: ['DOCSERVE-3', 'DOCSERVE-FLAG'],
    },
    'no-browser': {
      title: 'opens no browser with --no-browser',
      before: [docs, browser],
      argv: 'docs serve --port {port} --no-browser',
      env,
      requests: pages(),
      expect: 'usage-error',
      checks: ['DOCSERVE-3', 'DOCSERVE-FLAG'],
    },
    host: {
      title: 'binds to an address with --host',
      before: [docs],
      argv: 'docs serve --host 127.0.0.1 --port {port} --no-browser',
      requests: pages(),
      expect: 'usage-error',
      checks: ['DOCSERVE-1', 'DOCSERVE-FLAG'],
    },
    'target-path': {
      title: 'serves another folder with --target-path',
      before: [{ engine: 'docs generate --target-path build' }],
      argv: 'docs serve --port {port} --no-browser --target-path build',
      requests: pages('/catalog.json'),
      expect: 'usage-error',
      checks: ['DOCSERVE-1', 'DOCSERVE-FLAG'],
    },
    'no-docs': {
      title: 'serves a project without generated docs',
      argv: 'docs serve --port {port} --no-browser',
      requests: pages('/catalog.json'),
      expect: 'usage-error',
      checks: ['DOCSERVE-1', 'DOCSERVE-ERR'],
    },
    'busy-port': {
      title: 'fails when the port is in use',
      before: [docs],
      argv: 'docs serve --port {port} --no-browser',
      busy: true,
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
    ...commonCases(
      'docs-serve',
      {
        title: 'serves docs',
        before: [docs],
        argv: 'docs serve --port {port} --no-browser',
        requests: pages(),
        expect: 'usage-error',
      },
      { 'no-project': { argv: 'docs serve --port 28308 --no-browser' } },
    ),
  },
  options: {
    base: {
      argv: 'docs serve --port {port} --no-browser',
      expect: 'usage-error',
      before: [docs, shop.addContentForOptions],
      // The second address is for --host.
      requests: [...pages('/catalog.json'), 'http://127.0.0.2:{port}/'],
    },
    tests: {
      '--version-check': { before: [docs, shop.requireOtherVersion], expect: 'usage-error' },
      '--port': { values: ['{port}'], argv: 'docs serve --no-browser' },
      '--browser': { argv: 'docs serve --port {port}', before: [docs, browser], env },
      '--profile': { values: ['unknown'] },
      '--target': { values: ['nowhere'] },
      '--profiles-dir': { values: ['seeds'] },
      '--log-file-max-bytes': { values: ['20000'] },
      '--vars': { before: [docs, shop.takeProfileFromVariable], values: ['who: unknown'] },
      '--host': { values: ['127.0.0.2'] },
    },
  },
});
