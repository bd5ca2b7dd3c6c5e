import { expect, test } from 'vitest';
import { base, defer, defined, help, secret } from '../../../fixtures/facets/evidence.ts';
import { finds } from '../../../fixtures/facets/finds.ts';
import { compare } from '../registry.ts';

finds('interface', [
  ['option unknown', defined({}), ['interface option-missing --defer']],
  ['option more', defined({ '--defer': defer, '--secret': secret }), ['interface option-added --secret']],
  [
    'option defined otherwise',
    defined({ '--defer': { ...defer, negatives: [], default: true, variables: ['DBT_DEFER'] } }),
    [
      'interface option-changed --defer negatives',
      'interface option-changed --defer variables',
      'interface option-changed --defer default',
    ],
  ],
  ['option not listed', help({}), ['interface option-missing --defer']],
  [
    'option listed without its negative form',
    help({ '--defer': { names: ['--defer'], negatives: [] } }),
    ['interface option-changed --defer negatives'],
  ],
]);

test('a help text is not expected to list what is hidden', () => {
  const hiding = { ...base, ...defined({ '--defer': defer, '--secret': secret }) };
  const listing = { ...base, ...help({ '--defer': { names: ['--defer'], negatives: ['--no-defer'] } }) };
  expect(compare(hiding, listing)).toEqual([]);
});
