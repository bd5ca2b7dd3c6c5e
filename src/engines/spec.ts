/** Specs: how a user names an engine. */
import path from 'node:path';
import { Problem } from '../config/problem.ts';
import type { EngineSource } from './engine.ts';

/** What a spec may look like, for messages. */
export const specForms = [
  'dbt-core==1.12.6 (a version on the package registry)',
  'path:../dvt/core (a checkout)',
  'git+URL@rev#subdirectory=core',
  'exe:/path/to/program',
] as const;

const registry = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(?:\[([\w.,\s-]+)\])?==([A-Za-z0-9][\w.!+-]*)$/;
// The first `@` after the host starts the revision. An `@` before it follows a user, as in ssh://git@host/….
const git = /^git\+((?:https?|ssh|git|file):\/\/[^/#]*\/[^@#]+)(?:@([^#]+))?(?:#subdirectory=([^#]+))?$/;

/**
 * Parses a spec. Paths are resolved against the working directory, but not read.
 * @throws Problem (usage) that lists the forms of a spec.
 */
export function parseSpec(text: string): EngineSource {
  const spec = text.trim();
  const [, name, extras, version] = registry.exec(spec) ?? [];
  if (name !== undefined && version !== undefined) {
    return { kind: 'registry', name, extras: extras?.split(',').map((extra) => extra.trim()) ?? [], version };
  }
  const [, url, rev, subdirectory] = git.exec(spec) ?? [];
  if (url !== undefined) return { kind: 'git', url: withoutPassword(url), rev, subdirectory };
  const [, kind, file] = /^(path|exe):(.+)$/.exec(spec) ?? [];
  if (kind === 'path' || kind === 'exe') return { kind, path: path.resolve(file ?? '') };
  throw new Problem(
    'usage',
    `Unknown engine “${spec}”`,
    'It is not a valid spec.',
    `Use one of: ${specForms.join(', ')}.`,
  );
}

/** Reports contain the spec. */
function withoutPassword(url: string): string {
  if (!URL.canParse(url) || new URL(url).password === '') return url;
  throw new Problem(
    'usage',
    'Passwords in git specs are not allowed',
    'Every report contains the spec.',
    'Remove it from the URL and use git’s credential helper.',
  );
}

/** The name of a package as registries compare it: `Dbt_Core` is `dbt-core`. */
export const normalName = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');
