import { expect, test } from 'vitest';
import { readFailure } from './build-failure.ts';

// As uv 0.13 prints it.
const resolution = (because: string) => `Using CPython 3.11.7 interpreter at: /root/python3
error: Failed to add dependencies
  cause: No solution found when resolving dependencies
  cause: ${because}

hint: If you want to add the package regardless of the failed resolution, provide the \`--frozen\` flag
`;

const failures: readonly (readonly [title: string, output: string, expected: object])[] = [
  [
    'a version that does not exist',
    resolution(
      'Because there is no version of a==9 and your project depends on a==9, we can conclude that …',
    ),
    {
      kind: 'usage',
      message: 'a==9: a version does not exist',
      why: expect.stringMatching(/^Because there is no version/),
    },
  ],
  [
    'a package that does not exist',
    resolution('Because a was not found in the package registry and your project depends on a==9, we can …'),
    { kind: 'usage', message: 'a==9: a package does not exist' },
  ],
  [
    'packages that exclude each other',
    resolution(
      'Because a==9 depends on c>=6 and b==1 depends on c<5, we can conclude that a and b are incompatible.',
    ),
    { kind: 'usage', message: 'Conflicting package requirements of a==9' },
  ],
  [
    'a build that fails',
    `   Building broken @ file:///home/me/broken
error: Failed to build \`broken @ file:///home/me/broken\`
  cause: The build backend returned an error
  cause: Call to \`backend.build_editable\` failed (exit status: 1)

         [stderr]
         preparing
         FileNotFoundError: /home/me/broken/compiler is missing, see https://host.example/a/b

hint: Build failures usually indicate a problem with the package or the build environment
`,
    {
      kind: 'environment',
      why: 'Failed to build `broken @ …/broken`: FileNotFoundError: …/compiler is missing, see https://host.example/a/b',
    },
  ],
  [
    'the same from an older uv',
    `  × Failed to build \`broken @ file:///home/me/broken\`
  ├─▶ The build backend returned an error
  ╰─▶ Call to \`backend.build_editable\` failed (exit status: 1)

      [stderr]
      no compiler

      hint: This usually indicates a problem with the package
`,
    { kind: 'environment', why: expect.stringMatching(/^Failed to build `broken @ …\/broken`: /) },
  ],
  [
    'no network',
    `error: Request failed after 3 retries in 7.1s
  cause: Failed to fetch: https://host.example/simple/a/
  cause: tcp connect error
  cause: Connection refused (os error 111)
`,
    { kind: 'environment', message: 'a==9 cannot be downloaded', why: 'Connection refused (os error 111)' },
  ],
  [
    'switched off network',
    `${resolution('Because a was not found in the cache and …')}
hint: Packages were unavailable because the network was disabled.`,
    { kind: 'environment', message: 'a==9 cannot be downloaded' },
  ],
  [
    'no Python',
    'error: No interpreter found for Python 3.7 in managed installations or search path\n',
    {
      kind: 'environment',
      why: 'No interpreter found for Python 3.7 in managed installations or search path',
    },
  ],
  ['nothing known', 'error: whatever\n', { kind: 'environment', why: 'whatever' }],
  ['nothing at all', '', { kind: 'environment', why: 'uv printed nothing.' }],
];

test.each(failures)('%s', (_, output, expected) => {
  expect(readFailure('a==9', output)).toMatchObject({ ...expected, remedy: expect.stringMatching(/\w/) });
});
