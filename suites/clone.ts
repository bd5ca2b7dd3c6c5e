/** `clone`: clones the relations of an earlier manifest into a target. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

/** Writes the manifest of target `dev`. */
const priorManifest = [{ engine: 'parse --target-path prior' }];

const cloned = { why: 'clone always reads relations from the --state manifest.' };

export default defineSuite({
  command: 'clone',
  defaults: { project: 'shop', state: 'built' },
  cases: {
    all: {
      title: 'clones the whole project into another target',
      before: priorManifest,
      argv: 'clone --state prior --target other',
      checks: ['CLONE-1', 'CLONE-3', 'CLONE-EXIT', 'CLONE-OUT', 'CLONE-ART'],
      tier: 'smoke',
    },
    select: {
      title: 'selects models by folder',
      before: priorManifest,
      argv: 'clone --state prior --target other --select staging',
      checks: ['CLONE-2', 'CLONE-FLAG'],
      tier: 'smoke',
    },
    exclude: {
      title: 'excludes models by folder',
      before: priorManifest,
      argv: 'clone --state prior --target other --exclude marts',
      checks: ['CLONE-2', 'CLONE-FLAG'],
    },
    'resource-type': {
      title: 'clones seeds only with --resource-type seed',
      before: priorManifest,
      argv: 'clone --state prior --target other --resource-type seed',
      checks: ['CLONE-2', 'CLONE-FLAG'],
    },
    twice: {
      title: 'leaves existing clones in place on a second run',
      before: [...priorManifest, { engine: 'clone --state prior --target other --select staging' }],
      argv: 'clone --state prior --target other --select staging',
      checks: ['CLONE-1'],
    },
    'full-refresh': {
      title: 'recreates existing clones with --full-refresh',
      before: [...priorManifest, { engine: 'clone --state prior --target other --select staging' }],
      argv: 'clone --state prior --target other --select staging --full-refresh',
      checks: ['CLONE-1', 'CLONE-FLAG'],
    },
    'same-target': {
      title: 'clones into the target it clones from',
      before: priorManifest,
      argv: 'clone --state prior',
      checks: ['CLONE-1'],
    },
    'state-by-environment': {
      title: 'reads the state folder from DBT_STATE',
      before: priorManifest,
      argv: 'clone --target other --select staging',
      env: { DBT_STATE: 'prior' },
      checks: ['CLONE-FLAG'],
    },
    'relations-missing': {
      title: 'fails when the relations to clone do not exist',
      state: 'seeded',
      before: priorManifest,
      argv: 'clone --state prior --target other --select staging',
      expect: 'failure',
      checks: ['CLONE-1', 'CLONE-ERR'],
    },
    'no-state': {
      title: 'fails without --state',
      argv: 'clone --target other',
      expect: 'usage-error',
      checks: ['CLONE-EXIT', 'CLONE-ERR'],
      tier: 'smoke',
    },
    'empty-state': {
      title: 'fails when the --state folder has no manifest',
      argv: 'clone --state seeds --target other',
      expect: 'usage-error',
      checks: ['CLONE-EXIT', 'CLONE-ERR'],
    },
    'missing-state': {
      title: 'fails when the --state folder does not exist',
      argv: 'clone --state no/such/folder',
      expect: 'usage-error',
      checks: ['CLONE-EXIT', 'CLONE-ERR'],
    },
    'select-nothing': {
      title: 'warns when the selection matches no nodes',
      before: priorManifest,
      argv: 'clone --state prior --target other --select no_such_model',
      checks: ['CLONE-ERR'],
    },
    ...commonCases(
      'clone',
      { title: 'clones', before: priorManifest, argv: 'clone --state prior --target other --select staging' },
      { 'dead-database': { argv: 'clone --state prior' } },
    ),
  },
  options: {
    base: {
      argv: 'clone --state prior --target other',
      before: [...priorManifest, shop.addContentForOptions],
    },
    tests: {
      '--state': { values: ['prior'], argv: 'clone --target other' },
      '--target': { values: ['other'], argv: 'clone --state prior' },
      ...shop.testsOnOneNode('stg_orders'),
      '--profiles-dir': { values: ['../home/annex'], argv: 'clone --state prior' },
      '--version-check': { before: [...priorManifest, shop.requireOtherVersion] },
      '--defer': { noEffect: cloned },
      '--favor-state': { noEffect: cloned },
      '--full-refresh': { before: [...priorManifest, { engine: 'clone --state prior --target other' }] },
    },
    isolated: ['--sqlparse'],
  },
});
