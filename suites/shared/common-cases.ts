/** Cases that are the same for every command of dbt, as far as its properties allow. */
import { type Command, commands, has, typed } from '../../src/cases/commands.ts';
import type { Entry } from '../../src/cases/entry.ts';
import * as shop from './shop.ts';

/**
 * The cases `help`, `quiet`, `log-json` and `dead-database`; and `unknown-flag` and `no-project` if `changes` names them,
 * because a sample of the commands is enough for these.
 * @param typical what the command does in the cases about its output, for example `run --select staging`; its title is
 * completed with the option.
 * @param changes keys of a case that are different for this command; false leaves the case out.
 */
export function commonCases(
  command: Command,
  typical: Pick<Entry, 'title'> & Partial<Entry>,
  changes: Readonly<Record<string, Partial<Entry> | false>> = {},
): Readonly<Record<string, Entry>> {
  const alone = typed(command);
  const ids = (...keys: readonly string[]) => keys.map((key) => `${commands[command].prefix}-${key}`);
  const printed = (option: string) => ({
    ...typical,
    title: `${typical.title} with ${option}`,
    argv: `${typical.argv ?? alone} ${option}`,
    checks: ids('OUT'),
  });
  const cases: Readonly<Record<string, Entry>> = {
    help: { title: 'prints help with --help', argv: `${alone} --help`, checks: ids('OUT', 'FLAG') },
    quiet: printed('--quiet'),
    'log-json': printed('--log-format json'),
    ...(has(command, 'connects')
      ? {
          'dead-database': {
            title: 'fails when the database is unreachable',
            before: [...(typical.before ?? []), shop.unreachableDatabase],
            argv: alone,
            expect: 'usage-error',
            checks: ids('EXIT', 'ERR'),
          },
        }
      : has(command, 'parses') && {
          'dead-database': {
            title: 'works when the database is unreachable',
            before: [shop.unreachableDatabase],
            argv: alone,
            checks: ids('1', 'EXIT'),
          },
        }),
    ...('unknown-flag' in changes && {
      'unknown-flag': {
        title: 'rejects an unknown option',
        argv: `${alone} --no-such-flag`,
        expect: 'usage-error',
        checks: ids('EXIT', 'ERR'),
      },
    }),
    ...('no-project' in changes && {
      'no-project': {
        title: 'fails without dbt_project.yml',
        before: [shop.removeProjectFile],
        argv: alone,
        expect: 'usage-error',
        checks: ids('EXIT', 'ERR'),
      },
    }),
  };
  return Object.fromEntries(
    Object.entries(cases).flatMap(([name, entry]) =>
      changes[name] === false ? [] : [[name, { ...entry, ...changes[name] }]],
    ),
  );
}
