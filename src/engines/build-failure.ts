/** Turns the output of uv into an error that a user can act on. */
import { configFile } from '../config/config.ts';
import { Problem } from '../config/problem.ts';

interface Failure {
  readonly pattern: RegExp;
  readonly kind: Problem['kind'];
  readonly what: (spec: string) => string;
  readonly remedy: string;
}

/** The first that matches is used. */
const failures: readonly Failure[] = [
  {
    pattern: /Invalid version request/,
    kind: 'usage',
    what: (spec) => `uv does not know the Python version of ${spec}`,
    remedy: `Change \`python:\` of the engine in ${configFile}.`,
  },
  {
    pattern: /No interpreter found|Failed to inspect Python interpreter|No download found for request/,
    kind: 'environment',
    what: (spec) => `No suitable Python for ${spec}`,
    remedy: `Install that Python (uv python install), or change \`python:\` in ${configFile}.`,
  },
  {
    pattern: /Failed to (download and )?build/,
    kind: 'environment',
    what: (spec) => `A package of ${spec} fails to build`,
    remedy: `Fix the package, or exclude it with \`without:\` in ${configFile}.`,
  },
  {
    pattern: /failed to find branch, tag, or commit|couldn't find remote ref|ambiguous argument/,
    kind: 'usage',
    what: (spec) => `Git revision not found: ${spec}`,
    remedy: 'Use an existing branch, tag or commit.',
  },
  {
    pattern: /network was disabled|Failed to (fetch|download)|error sending request|Git operation failed/,
    kind: 'environment',
    what: (spec) => `${spec} cannot be downloaded`,
    remedy: 'Check the network, the proxy and uv’s registry settings, then try again.',
  },
  {
    pattern: /was not found in the package registry/,
    kind: 'usage',
    what: (spec) => `${spec}: a package does not exist`,
    remedy: `Check the spelling in the spec and in \`with:\` in ${configFile}.`,
  },
  {
    pattern: /there (is|are) no version/,
    kind: 'usage',
    what: (spec) => `${spec}: a version does not exist`,
    remedy: `Use an existing version in the spec or in \`with:\`, or a later \`exclude-newer:\` in ${configFile}.`,
  },
  {
    pattern: /No solution found/,
    kind: 'usage',
    what: (spec) => `Conflicting package requirements of ${spec}`,
    remedy: `Change \`with:\`, \`without:\`, \`exclude-newer:\` or \`python:\` of the engine in ${configFile}.`,
  },
  {
    pattern: /does not appear to be a Python project|Distribution not found|Expected a Python module/,
    kind: 'usage',
    what: (spec) => `${spec} is not a Python package`,
    remedy: 'Name the folder that contains pyproject.toml or setup.py.',
  },
];

const anyOther: Failure = {
  pattern: /^/,
  kind: 'environment',
  what: (spec) => `${spec} cannot be installed`,
  remedy: `Fix the cause, then try again. The settings of the engine are in ${configFile}.`,
};

/**
 * @param output what uv printed on stderr.
 * @returns a Problem of kind `usage` if another spec or setting would help, otherwise `environment`.
 */
export function readFailure(spec: string, output: string): Problem {
  const { kind, what, remedy } = failures.find(({ pattern }) => pattern.test(output)) ?? anyOther;
  return new Problem(kind, what(spec), causeIn(output), remedy, output);
}

/** The most useful line: of a failed build the package and the last line of its output, otherwise the innermost cause. */
function causeIn(output: string): string {
  const lines = output
    .split(/^hint:/m)[0]
    ?.split('\n')
    .map((line) => line.replace(/^[\s×│├╰─▶]*(?:(?:error|cause|Caused by):\s*)?/, '').trimEnd())
    .filter((line) => line !== '');
  const built = lines?.find((line) => /^Failed to (download and )?build/.test(line));
  const because = lines?.find((line) => line.startsWith('Because '));
  const last = lines?.at(-1) ?? 'uv printed nothing.';
  return withoutPaths(built ? `${built}: ${last}` : (because ?? last));
}

/** Paths of this machine do not explain the cause. URLs are kept. */
function withoutPaths(text: string): string {
  return text.replaceAll(/(?:file:\/\/|(?<![\w:/.]))\/(?:[^\s`'",:()/]+\/)+([^\s`'",:()/]*)/g, '…/$1');
}
