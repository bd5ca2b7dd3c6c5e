import { expect, test } from 'vitest';
import { readHelp } from './help.ts';

const click = `
Usage: dbt run [OPTIONS]

  Compile SQL and execute -- it says --so here.

Options:
  --cache-selected-only / --no-cache-selected-only
                                  At start of run, populate relational cache
                                  --only for schemas
  -d, --debug / --no-debug        Display debug logging during dbt execution.
  --log-format [text|debug|json|default]
                                  Specify the format. Use --log-format-file to
  -s, --select, -m, --models, --model TUPLE
                                  Specify the nodes to include.
  --event-time-start [%Y-%m-%d|%Y-%m-%dT%H:%M:%S]
  -h, --help                      Show this message and exit.
`;

const argparse = `usage: dvt run [-h] [--project-dir PROJECT_DIR] [--select SELECT]
           [--models MODELS [MODELS ...]]

options:
  -h, --help            show this help message and exit
  --project-dir PROJECT_DIR
                        dbt project directory
  --select SELECT, -s SELECT
                        dbt --select syntax (repeatable)
  --models MODELS [MODELS ...], -m MODELS [MODELS ...]
                        Specific model names
  --banner, --no-banner
  --full-refresh        Rebuild from scratch

Examples:
  dvt run --threads 8                  # Use 8 threads
`;

test('reads the options off the help of click', () =>
  expect(readHelp(click)).toEqual({
    '--cache-selected-only': { names: ['--cache-selected-only'], negatives: ['--no-cache-selected-only'] },
    '--debug': { names: ['-d', '--debug'], negatives: ['--no-debug'] },
    '--log-format': { names: ['--log-format'], negatives: [] },
    '--select': { names: ['-s', '--select', '-m', '--models', '--model'], negatives: [] },
    '--event-time-start': { names: ['--event-time-start'], negatives: [] },
  }));

test('reads the options off the help of argparse', () =>
  expect(readHelp(argparse)).toEqual({
    '--project-dir': { names: ['--project-dir'], negatives: [] },
    '--select': { names: ['--select', '-s'], negatives: [] },
    '--models': { names: ['--models', '-m'], negatives: [] },
    '--banner': { names: ['--banner'], negatives: ['--no-banner'] },
    '--full-refresh': { names: ['--full-refresh'], negatives: [] },
  }));

test('finds none in an error message', () =>
  expect(readHelp("Usage: dbt [OPTIONS] COMMAND [ARGS]...\n\nError: No such command 'sync'.\n")).toEqual({}));
