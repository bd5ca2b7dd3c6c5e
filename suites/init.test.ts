/** `init`: a project to start with. */
import { suite } from '../src/plan/suite.ts';
import * as shop from './shop-edits.ts';

const empty = { project: 'shop', state: 'empty' };
const skip = '--skip-profile-setup';
/** No project around: this is where people call it. */
const outside = { write: { 'dbt_project.yml': null } };

/** All that is asked of who has neither a project nor a profile, and what they say. */
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

export default await suite(
  'init',
  empty,
  {
    new: {
      title: 'makes a project',
      before: [outside],
      argv: `init bakery ${skip}`,
      checks: ['INIT-1', 'INIT-2', 'INIT-3', 'INIT-EXIT', 'INIT-OUT', 'INIT-ART'],
      tier: 'smoke',
    },
    'inside-project': {
      title: 'makes a project within another',
      argv: `init bakery ${skip}`,
      checks: ['INIT-1'],
    },
    'for-project': {
      title: 'sets up a project that is there',
      argv: `init ${skip}`,
      checks: ['INIT-3', 'INIT-FLAG'],
    },
    existing: {
      title: 'makes a project in a folder that exists',
      before: [outside, { write: { 'bakery/notes.txt': 'ours' } }],
      argv: `init bakery ${skip}`,
      checks: ['INIT-EXIT', 'INIT-ERR'],
      tier: 'smoke',
    },
    'bad-name': {
      title: 'gives a name that cannot be one',
      before: [outside],
      argv: `init 2-bakeries ${skip}`,
      expect: 'usage-error',
      checks: ['INIT-EXIT', 'INIT-ERR'],
    },
    profile: {
      title: 'makes a project for a profile that is there',
      before: [outside],
      argv: 'init bakery --profile shop',
      checks: ['INIT-1', 'INIT-FLAG'],
    },
    'unknown-profile': {
      title: 'makes a project for a profile that is not there',
      before: [outside],
      argv: 'init bakery --profile bakery',
      expect: 'usage-error',
      checks: ['INIT-EXIT', 'INIT-ERR'],
    },
    'nobody-answers': {
      title: 'asks, and nobody is there to answer',
      before: [outside],
      argv: 'init',
      expect: 'usage-error',
      checks: ['INIT-EXIT', 'INIT-ERR'],
    },
    answers: {
      title: 'answers every question',
      before: [outside],
      argv: 'init',
      answers: everything,
      deadlineSeconds: 30,
      checks: ['INIT-3', 'INIT-1', 'INIT-OUT'],
      tier: 'smoke',
    },
    'answers-for-project': {
      title: 'answers questions about a project whose profile is there already',
      argv: 'init',
      answers: [['Continue and overwrite it?', 'n']],
      deadlineSeconds: 60,
      checks: ['INIT-3'],
    },
    'answers-bad-name': {
      title: 'answers with a name that cannot be one, then with a better one',
      before: [outside],
      argv: `init ${skip}`,
      answers: [
        ['Enter a name for your project', '2-bakeries'],
        ['Enter a name for your project', 'bakery'],
      ],
      deadlineSeconds: 60,
      checks: ['INIT-3', 'INIT-ERR'],
    },
    quiet: {
      title: 'wants to hear nothing',
      before: [outside],
      argv: `init bakery ${skip} --quiet`,
      checks: ['INIT-OUT'],
    },
    'log-json': {
      title: 'reads the console by machine',
      before: [outside],
      argv: `init bakery ${skip} --log-format json`,
      checks: ['INIT-OUT'],
    },
    help: { title: 'asks for help', argv: 'init --help', checks: ['INIT-OUT', 'INIT-FLAG'] },
  },
  {
    base: { argv: `init bakery ${skip}`, before: [shop.occasions] },
    options: {
      '--skip-profile-setup': { argv: 'init bakery' },
      '--profile': { argv: 'init bakery', before: [outside] },
      '--profiles-dir': { argv: 'init bakery --profile annex', before: [outside] },
      '--log-file-max-bytes': { values: ['1000'] },
      '--skip-debug': { argv: 'init', before: [outside], answers: everything, deadlineSeconds: 30 },
    },
  },
);
