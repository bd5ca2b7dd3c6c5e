/** Statements by the node or connection that sent them. */

import type { Statement } from '../postgres/database.ts';
import { commentOf } from './sql-comment.ts';

const ends = /^\s*(?:commit|rollback)\b/i;

/**
 * Sorts transactions by the name in the comments of their statements. Transactions with the same name keep their order, and so
 * do the statements of a transaction. A transaction without a name belongs to the previous one of its session.
 */
export function byOwner(statements: readonly Statement[]): readonly Statement[] {
  const sessions = [...Map.groupBy(statements, ({ session }) => session).values()];
  const owned = sessions.flatMap((session) => {
    let owner = '';
    return transactionsIn(session).map((transaction) => {
      owner = transaction.map(ownerOf).find((name) => name !== '') ?? owner;
      return { owner, transaction };
    });
  });
  return owned.toSorted((a, b) => a.owner.localeCompare(b.owner)).flatMap(({ transaction }) => transaction);
}

function transactionsIn(session: readonly Statement[]): readonly (readonly Statement[])[] {
  const transactions: Statement[][] = [[]];
  for (const statement of session) {
    transactions.at(-1)?.push(statement);
    if (ends.test(statement.sql)) transactions.push([]);
  }
  return transactions.filter(({ length }) => length > 0);
}

function ownerOf({ sql }: Statement): string {
  const comment = commentOf(sql);
  return String(comment?.node_id ?? comment?.connection_name ?? '');
}
