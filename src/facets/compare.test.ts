/** What each facet finds is tested in its own folder. */
import { expect, test } from 'vitest';
import { base } from '../../fixtures/facets/evidence.ts';
import { compare } from './registry.ts';

test('equal evidence has no deviation', () => expect(compare(base, structuredClone(base))).toEqual([]));
