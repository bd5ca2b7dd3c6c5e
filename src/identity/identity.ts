/** What an engine is called and which versions it consists of: where two engines state theirs, they must differ. */
import type { Engine } from '../engines/engine.ts';

/** A program under its name and version: `dbt`, `1.12.6`. */
export interface Program {
  readonly name: string;
  readonly version: string;
}

export interface Identity {
  /** The engine's own program, then the one it may wrap. */
  readonly programs: readonly Program[];
  /** Packages of its environment and their versions. */
  readonly packages: Readonly<Record<string, string>>;
}

export type Identities = Readonly<Record<'reference' | 'candidate', Identity>>;

type Known = Pick<Engine, 'command' | 'version' | 'packages'>;

/**
 * @returns undefined where the version of either engine is not known: with placeholders on one side only, what both
 * state alike would differ.
 */
export function identitiesOf(
  sides: Readonly<Record<'reference' | 'candidate', Known>>,
): Identities | undefined {
  const [reference, candidate] = [identityOf(sides.reference), identityOf(sides.candidate)];
  return reference && candidate && { reference, candidate };
}

function identityOf({ command, version, packages }: Known): Identity | undefined {
  const own = version || packages[`${command}-core`];
  if (!own) return undefined;
  const wrapped = command === 'dbt' ? undefined : packages['dbt-core'];
  return {
    programs: [{ name: command, version: own }, ...(wrapped ? [{ name: 'dbt', version: wrapped }] : [])],
    packages,
  };
}

/** Versions of the adapters, by the name that dbt knows them by: `postgres` of the package `dbt-postgres`. */
export const adaptersIn = (packages: Identity['packages']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(packages).flatMap(([name, version]) => {
      const [, adapter] =
        /^dbt-(?!(?:core|common|adapters|protos|extractor|semantic-interfaces)$)(.+)$/.exec(name) ?? [];
      return adapter ? [[adapter, version]] : [];
    }),
  );
