/** SQL without its comments, spaces as one: what the server makes of it is the same. */
export const withoutComments = (sql: string): string =>
  sql
    .replaceAll(/('(?:[^']|'')*')|\/\*[\s\S]*?\*\/|--[^\n]*/g, (_, text: string | undefined) => text ?? ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
