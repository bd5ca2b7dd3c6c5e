/** `clone`: copies what stood at another time, or in another target, without its rows. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const built = { project: 'shop', state: 'built' };
/** The manifest of what stands in `dev`. */
const before = [{ engine: 'parse --target-path prior' }];

const cloned = { why: 'What is cloned is what the earlier artifacts name in any case.' };

export default await suite(
  'clone',
  built,
  {
    all: {
      title: 'clones everything into another target',
      before,
      argv: 'clone --state prior --target other',
      checks: ['CLONE-1', 'CLONE-3', 'CLONE-EXIT', 'CLONE-OUT', 'CLONE-ART'],
      tier: 'smoke',
    },
    select: {
      title: 'clones some models',
      before,
      argv: 'clone --state prior --target other --select staging',
      checks: ['CLONE-2', 'CLONE-FLAG'],
      tier: 'smoke',
    },
    exclude: {
      title: 'clones all but some models',
      before,
      argv: 'clone --state prior --target other --exclude marts',
      checks: ['CLONE-2', 'CLONE-FLAG'],
    },
    'resource-type': {
      title: 'clones seeds',
      before,
      argv: 'clone --state prior --target other --resource-type seed',
      checks: ['CLONE-2', 'CLONE-FLAG'],
    },
    twice: {
      title: 'clones over what it cloned before',
      before: [...before, { engine: 'clone --state prior --target other --select staging' }],
      argv: 'clone --state prior --target other --select staging',
      checks: ['CLONE-1'],
    },
    'full-refresh': {
      title: 'clones anew what it cloned before',
      before: [...before, { engine: 'clone --state prior --target other --select staging' }],
      argv: 'clone --state prior --target other --select staging --full-refresh',
      checks: ['CLONE-1', 'CLONE-FLAG'],
    },
    'same-target': {
      title: 'clones where everything stands already',
      before,
      argv: 'clone --state prior',
      checks: ['CLONE-1'],
    },
    'state-by-environment': {
      title: 'clones by a variable',
      before,
      argv: 'clone --target other --select staging',
      env: { DBT_STATE: 'prior' },
      checks: ['CLONE-FLAG'],
    },
    'not-standing': {
      title: 'clones what does not stand',
      state: 'seeded',
      before,
      argv: 'clone --state prior --target other --select staging',
      expect: 'failure',
      checks: ['CLONE-1', 'CLONE-ERR'],
    },
    'no-state': {
      title: 'does not say what to clone from',
      argv: 'clone --target other',
      expect: 'usage-error',
      checks: ['CLONE-EXIT', 'CLONE-ERR'],
      tier: 'smoke',
    },
    'empty-state': {
      title: 'names a folder without a manifest',
      argv: 'clone --state seeds --target other',
      expect: 'usage-error',
      checks: ['CLONE-EXIT', 'CLONE-ERR'],
    },
    'missing-state': {
      title: 'names a folder that does not exist',
      argv: 'clone --state no/such/folder',
      expect: 'usage-error',
      checks: ['CLONE-EXIT', 'CLONE-ERR'],
    },
    'select-nothing': {
      title: 'selects what matches nothing',
      before,
      argv: 'clone --state prior --target other --select no_such_model',
      checks: ['CLONE-ERR'],
    },
    quiet: {
      title: 'wants to hear nothing',
      before,
      argv: 'clone --state prior --target other --select staging --quiet',
      checks: ['CLONE-OUT'],
    },
    'log-json': {
      title: 'reads the console by machine',
      before,
      argv: 'clone --state prior --target other --select staging --log-format json',
      checks: ['CLONE-OUT'],
    },
    help: { title: 'asks for help', argv: 'clone --help', checks: ['CLONE-OUT', 'CLONE-FLAG'] },
    'dead-database': {
      title: 'finds no database',
      before: [...before, shop.deadDatabase],
      argv: 'clone --state prior',
      expect: 'usage-error',
      checks: ['CLONE-EXIT', 'CLONE-ERR'],
    },
  },
  {
    base: { argv: 'clone --state prior --target other', before: [...before, shop.occasions] },
    options: {
      '--state': { values: ['prior'], argv: 'clone --target other' },
      '--target': { values: ['other'], argv: 'clone --state prior' },
      ...shop.narrowed('stg_orders'),
      '--profiles-dir': { values: ['../home/annex'], argv: 'clone --state prior' },
      '--version-check': { before: [...before, shop.otherVersion] },
      '--defer': { silent: cloned },
      '--favor-state': { silent: cloned },
      '--full-refresh': { before: [...before, { engine: 'clone --state prior --target other' }] },
    },
    apart: ['--sqlparse'],
  },
);
