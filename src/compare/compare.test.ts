/** Each facet has its own tests of what it finds, beside it. */
import { expect, test } from 'vitest';
import { base } from '../../fixtures/facets/evidence.ts';
import { compare } from './compare.ts';

test('equal evidence has no deviation', () => expect(compare(base, structuredClone(base))).toEqual([]));
