/** `init`: creates a project and a profile. */
import { defineSuite } from '../src/cases/define-suite.ts';
import { commonCases } from './shared/common-cases.ts';
import * as shop from './shared/shop.ts';

/** Removes the project, so that init runs outside any project, as users run it. */
const outside = { write: { 'dbt_project.yml': null } };

/** Every prompt for a user without project and profile, with the answer. */
const everything = [
  ['Enter a name for your project', 'bakery'],
  ['Enter a number:', '1'],
  ['host (', '127.0.0.1'],
  ['port [5432]:', ''],
  ['user (', 'baker'],
  ['pass (', 'flour'],
  ['dbname (', 'bread'],
  ['schema (', 'dev'],
  ['threads (', '2'],
] as const;

export default defineSuite({
  command: 'init',
  defaults: { project: 'shop', state: 'empty' },
  cases: {
    new: {
      title: 'creates a project',
      before: [outside],
      argv: 'init bakery --skip-profile-setup',
      checks: ['INIT-1', 'INIT-2', 'INIT-3', 'INIT-EXIT', 'INIT-OUT', 'INIT-ART'],
      tier: 'smoke',
    },
    'inside-project': {
      title: 'creates a project inside another project',
      argv: 'init bakery --skip-profile-setup',
      checks: ['INIT-1'],
    },
    'for-project': {
      title: 'sets up an existing project',
      argv: 'init --skip-profile-setup',
      checks: ['INIT-3', 'INIT-FLAG'],
    },
    existing: {
      title: 'leaves an existing folder of the same name unchanged',
      before: [outside, { write: { 'bakery/notes.txt': 'ours' } }],
      argv: 'init bakery --skip-profile-setup',
      checks: ['INIT-EXIT', 'INIT-ERR'],
      tier: 'smoke',
    },
    'bad-name': {
      title: 'rejects an invalid project name',
      before: [outside],
      argv: 'init 2-bakeries --skip-profile-setup',
      expect: 'usage-error',
      checks: ['INIT-EXIT', 'INIT-ERR'],
    },
    profile: {
      title: 'creates a project for an existing profile with --profile',
      before: [outside],
      argv: 'init bakery --profile shop',
      checks: ['INIT-1', 'INIT-FLAG'],
    },
    'unknown-profile': {
      title: 'fails on an unknown --profile',
      before: [outside],
      argv: 'init bakery --profile bakery',
      expect: 'usage-error',
      checks: ['INIT-EXIT', 'INIT-ERR'],
    },
    'nobody-answers': {
      title: 'fails when it prompts and gets no input',
      before: [outside],
      argv: 'init',
      expect: 'usage-error',
      checks: ['INIT-EXIT', 'INIT-ERR'],
    },
    answers: {
      title: 'creates a project and a profile interactively',
      before: [outside],
      argv: 'init',
      answers: everything,
      deadlineSeconds: 30,
      checks: ['INIT-3', 'INIT-1', 'INIT-OUT'],
      tier: 'smoke',
    },
    'answers-for-project': {
      title: 'keeps an existing profile when the prompt is declined',
      argv: 'init',
      answers: [['Continue and overwrite it?', 'n']],
      deadlineSeconds: 60,
      checks: ['INIT-3'],
    },
    'answers-bad-name': {
      title: 'prompts again after an invalid project name',
      before: [outside],
      argv: 'init --skip-profile-setup',
      answers: [
        ['Enter a name for your project', '2-bakeries'],
        ['Enter a name for your project', 'bakery'],
      ],
      deadlineSeconds: 60,
      checks: ['INIT-3', 'INIT-ERR'],
    },
    ...commonCases('init', {
      title: 'creates a project',
      before: [outside],
      argv: 'init bakery --skip-profile-setup',
    }),
  },
  options: {
    base: { argv: 'init bakery --skip-profile-setup', before: [shop.addContentForOptions] },
    tests: {
      '--skip-profile-setup': { argv: 'init bakery' },
      '--profile': { argv: 'init bakery', before: [outside] },
      '--profiles-dir': { argv: 'init bakery --profile annex', before: [outside] },
      '--log-file-max-bytes': { values: ['1000'] },
      '--skip-debug': { argv: 'init', before: [outside], answers: everything, deadlineSeconds: 30 },
    },
  },
});
