/** Statements by what they were sent for. */
import type { Statement } from '../../postgres/database.ts';

/** dbt's comment before a statement: the node, or the connection where it is for none. */
const comment = /^\s*\/\*\s*(\{.*?\})\s*\*\//s;
const ends = /^\s*(?:commit|rollback)\b/i;

/**
 * Puts transactions in the order of the names their statements bear; within one name they stay as they came. A transaction
 * is of one session, and its statements stay together. What bears no name belongs to what its session sent before.
 */
export function byOwner(statements: readonly Statement[]): readonly Statement[] {
  const sessions = [...Map.groupBy(statements, ({ session }) => session).values()];
  const owned = sessions.flatMap((session) => {
    let owner = '';
    return transactionsOf(session).map((transaction) => {
      owner = transaction.map(ownerOf).find((name) => name !== '') ?? owner;
      return { owner, transaction };
    });
  });
  return owned
    .toSorted((one, other) => one.owner.localeCompare(other.owner))
    .flatMap(({ transaction }) => transaction);
}

function transactionsOf(session: readonly Statement[]): readonly (readonly Statement[])[] {
  const transactions: Statement[][] = [[]];
  for (const statement of session) {
    transactions.at(-1)?.push(statement);
    if (ends.test(statement.sql)) transactions.push([]);
  }
  return transactions.filter(({ length }) => length > 0);
}

function ownerOf({ sql }: Statement): string {
  const text = comment.exec(sql)?.[1];
  if (text === undefined) return '';
  try {
    const { node_id, connection_name } = JSON.parse(text) as { node_id?: string; connection_name?: string };
    return node_id ?? connection_name ?? '';
  } catch {
    return ''; // a comment of the user's own
  }
}
