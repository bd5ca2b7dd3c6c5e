/** Fingerprints: what the same fact has in every step and run in which it is seen. */
import { createHash } from 'node:crypto';
import { type Fact, isOfInvocation, isOfNodes } from './fact.ts';

/** Readable, and a digest of the fact's key: `exit-exit-code-0f3c…`. */
export function fingerprintOf(fact: Pick<Fact, 'key' | 'differences'>): string {
  const digest = createHash('sha256').update(fact.key).digest('hex').slice(0, 10);
  if (isOfNodes(fact)) return `nodes-${digest}`;
  if (isOfInvocation(fact)) return `invocation-missing-${digest}`;
  const [first] = fact.differences;
  return `${first?.facet}-${first?.kind}-${digest}`;
}
