/** Attaches groups to those that explain them. */
import { isGeneral } from './company.ts';
import { artifactOf, executed, familiesOf } from './families.ts';
import { type Group, isOfOneCase, ochiai, shareOf, strengthOf, strengths } from './groups.ts';
import { sharedAmongCases, sharedAmongFailures } from './shared.ts';

/** From this Ochiai coefficient on, a group follows from a stronger one. */
const alike = 0.7;
/** What many causes lead to follows from a failure that it always comes with, though that often shows without it. */
const seldom = 0.5;
/** What is of the same family need not be seen together as often. */
const kinship = 0.2;
/** A group may show in so many steps without the one that explains it, as a share. */
const mostlyWithin = 0.9;

/** Groups that no other explains, with what follows from each. */
export function attach(groups: readonly Group[]): readonly Group[] {
  const sorted = groups.toSorted(
    (a, b) => strengthOf(a) - strengthOf(b) || b.spectrum.size - a.spectrum.size,
  );
  const kept: Group[] = [];
  for (const group of sorted) {
    const best = explanationOf(group, kept);
    if (best) kept[kept.indexOf(best)] = { ...best, facts: [...best.facts, ...group.facts] };
    else kept.push(group);
  }
  return sharedAmongFailures(sharedAmongCases(kept));
}

function explanationOf(group: Group, kept: readonly Group[]): Group | undefined {
  const found = kept
    .filter((other) => shareOf(group.spectrum, other.spectrum) >= mostlyWithin && mayExplain(other, group))
    .map((other) => ({
      other,
      value: ochiai(other.spectrum, group.spectrum) + (areKin(other, group) ? kinship : 0),
    }))
    .toSorted((a, b) => b.value - a.value)[0];
  const enough = group.facts.every(isGeneral) ? seldom : alike;
  return found && found.value >= enough ? found.other : failureIn(group, kept);
}

/** What is executed differently in a single case follows from a node or step that fails there. */
function failureIn(group: Group, kept: readonly Group[]): Group | undefined {
  const isLeft = isOfOneCase(group.facts) && strengthOf(group) > strengths.call;
  if (!isLeft) return undefined;
  return kept.find(
    (other) => strengthOf(other) <= strengths.exit && shareOf(group.spectrum, other.spectrum) >= mostlyWithin,
  );
}

const canFollow: readonly number[] = [strengths.silence, strengths.invocation, strengths.exit];

/** Whether a stronger group may be why another shows, as far as their families tell. */
function mayExplain(other: Group, group: Group): boolean {
  const [strength, weaker, own] = [strengthOf(other), strengthOf(group), familiesOf(group.facts)];
  // How a step ends may follow from nothing being invoked, or from a node; that nothing is invoked from a limit or a crash; that
  // it ends without a word from a limit; other leading facts follow from nothing.
  if (canFollow.includes(weaker)) return strength < weaker;
  if (weaker <= strengths.call) return false;
  return (
    strength < strengths.call ||
    (strength === strengths.call && own.has(executed)) ||
    [...familiesOf(other.facts)].some((family) => own.has(family)) ||
    [...own].some((family) => names(other, artifactOf(family))) ||
    [...familiesOf(other.facts)].some((family) => names(group, artifactOf(family)))
  );
}

/** Of one family, but for what was executed: all sorts of things are. */
function areKin(other: Group, group: Group): boolean {
  const own = familiesOf(group.facts);
  return !own.has(executed) && [...familiesOf(other.facts)].some((family) => own.has(family));
}

/** Whether what was executed, or how it was called, names an artifact: `Building catalog`, `--empty-catalog`. */
const names = ({ facts }: Group, artifact: string | undefined): boolean =>
  artifact !== undefined &&
  facts.some(({ key }) =>
    key
      .toLowerCase()
      .replaceAll(/[\w/]+\.json/g, '')
      .includes(artifact),
  );
