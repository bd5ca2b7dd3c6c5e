/** Fingerprints: what two differences share when one cause explains both. */
import { createHash } from 'node:crypto';
import { stripVTControlCharacters } from 'node:util';
import type { Json } from '../observe/observation.ts';
import { bounded } from './bounded.ts';
import type { Kind, Untyped } from './difference.ts';

const resourceTypes =
  'model|seed|snapshot|test|unit_test|source|exposure|macro|operation|analysis|metric|saved_query';

/** Replaces what names one node, file, number or quoted thing, so that the same deviation on another reads the same. */
export function wildcard(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(new RegExp(`\\b(${resourceTypes})\\.[\\w.*-]+`, 'g'), '$1.*')
    .replaceAll(/\b[\w-]+\.(sql|ya?ml|csv|py|md)\b/g, '*.$1')
    .replaceAll(/'[^']*'|"[^"]*"|`[^`]*`/g, '*')
    .replaceAll(/\b(model|table|view|seed|snapshot|incremental)( model| file)? [\w]+\.[\w]+/g, '$1$2 *')
    .replaceAll(/\.{3,}/g, '…')
    .replaceAll(/\d+/g, 'N')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A deviation’s path without the names of nodes, files and positions in it. */
function wildcardPath({ facet, kind, path }: Untyped): string {
  if (facet === 'stdout' || facet === 'stderr' || facet === 'statements') return '';
  if (facet === 'database')
    return path
      .split('/')
      .slice(1)
      .join('/')
      .replaceAll(/columns\/[^/]+/g, 'columns/*');
  // Options that a parser lacks are lacking for one reason, and are listed in one issue.
  if (kind === 'option-missing') return '';
  // Whichever node it is that fails, in whichever folder its results are written.
  if (kind === 'node-failed') return '';
  // Of the artifact, in whichever folder it is written.
  if (facet === 'artifacts') return wildcard(path.replace(/^[^#]*\/(?=[^/#]+(#|$))/, ''));
  if (facet === 'sql') return path.includes('/compiled/') ? 'compiled' : 'run';
  if (facet === 'files') return path.replaceAll(/(target[^/]*\/(?:compiled|run))\/.*/g, '$1/*');
  return wildcard(path);
}

/** What a value contributes: the words of a line or statement; of a structure only its path and kind count. */
function wildcardValue({ facet, kind }: Untyped, value: Json | undefined): string {
  if (value === undefined) return '';
  if (kind === 'exit-code') {
    const { ended, says } = value as { readonly ended?: Json; readonly says?: Json };
    // The code is no number among others: who ends with 0 does something else than who ends with 1.
    return `${ended} ${wildcard(String(says))}`;
  }
  if (kind === 'node-failed')
    return wildcard(
      linesOf((value as { readonly says?: Json }).says)
        .slice(0, heading)
        .join(' '),
    );
  if (facet === 'stdout' || facet === 'stderr') return typeof value === 'string' ? wildcard(value) : '';
  if (facet === 'statements') return typeof value === 'string' ? verbOf(value) : '';
  return '';
}

/** Lines of a node's message that tell what failed; where in the code, the later ones tell. */
const heading = 2;
const linesOf = (text: Json | undefined) => String(text ?? '').split('\n');

/** First words of a statement without its leading comment: what it does, not to what. */
const verbOf = (sql: string) =>
  wildcard(
    sql
      .replace(/^\s*\/\*[\s\S]*?\*\/\s*/, '')
      .split(/\s+/)
      .slice(0, 3)
      .join(' ')
      .toLowerCase(),
  );

/** As parsers of command lines (argparse, click, clap) refuse what they do not know. */
const refused = /unrecognized arguments: |No such option|unexpected argument '/;
const refusesOption = ({ kind, candidate }: Untyped) =>
  kind === 'exit-code' && refused.test(String((candidate as { says?: Json } | undefined)?.says));

const failures: readonly Kind[] = ['exit-code', 'node-failed'];

/** What was asked for is not invoked, whatever that was, and whether something else is or nothing at all. */
const isNotInvoked = ({ facet, kind, path }: Untyped) =>
  facet === 'events' && (kind === 'output-missing' || (kind === 'invocation-missing' && path !== ''));

/**
 * The fingerprint of a deviation: its kind, readable, and a digest of what it shares with others of one cause. Long values
 * are cut first: reports carry them cut, and the fingerprint must be the same before and after.
 */
export function fingerprintOf(found: Untyped): string {
  const deviation = bounded(found);
  if (refusesOption(deviation))
    return fingerprintOf({ facet: 'interface', kind: 'option-missing', path: '' });
  if (isNotInvoked(deviation))
    return fingerprintOf({ facet: 'events', kind: 'invocation-missing', path: '' });
  // Whoever fails in one way fails that way whatever the reference would have answered.
  const reference = failures.includes(deviation.kind) ? '' : wildcardValue(deviation, deviation.reference);
  const parts = [
    deviation.facet,
    deviation.kind,
    wildcardPath(deviation),
    reference,
    wildcardValue(deviation, deviation.candidate),
  ];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 10);
  return `${deviation.facet}-${deviation.kind}-${digest}`;
}
