import type { Apply } from '../../normalise/clean.ts';
import type { Statement } from '../../postgres/database.ts';

/** What was sent counts, not over which connection. */
export const normaliseStatements = (
  statements: readonly Statement[],
  { clean, whole }: Apply,
): readonly Pick<Statement, 'sql' | 'parameters' | 'error'>[] =>
  clean.value(
    whole(statements, ({ statements: apply }) => apply).map(
      ({ session: _, application: __, ...sent }) => sent,
    ),
  );
