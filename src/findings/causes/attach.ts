/** Attaches groups to the groups that explain them. */
import { isGeneral } from './company.ts';
import { artifactOf, executed, familiesOf } from './families.ts';
import { type Group, isOfOneCase, ochiai, shareOf, strengthOf, strengths } from './groups.ts';
import { sharedAmongCases, sharedAmongFailures } from './shared.ts';

/** Ochiai coefficient from which a group follows from a stronger one. */
const enough = 0.7;
/** The same for a group that many causes lead to: the stronger group often occurs without it. */
const enoughIfGeneral = 0.5;
/** Added to the coefficient of groups of the same family. */
const familyBonus = 0.2;
/** Share of its steps in which a group must occur together with the one that explains it. */
const mostlyWithin = 0.9;

/** Groups that no other group explains, each with what follows from it. */
export function attach(groups: readonly Group[]): readonly Group[] {
  const sorted = groups.toSorted(
    (a, b) => strengthOf(a) - strengthOf(b) || b.spectrum.size - a.spectrum.size,
  );
  const unexplained: Group[] = [];
  for (const group of sorted) {
    const best = explanationOf(group, unexplained);
    if (best) unexplained[unexplained.indexOf(best)] = { ...best, facts: [...best.facts, ...group.facts] };
    else unexplained.push(group);
  }
  return sharedAmongFailures(sharedAmongCases(unexplained));
}

function explanationOf(group: Group, unexplained: readonly Group[]): Group | undefined {
  const found = unexplained
    .filter((other) => shareOf(group.spectrum, other.spectrum) >= mostlyWithin && mayExplain(other, group))
    .map((other) => ({
      other,
      value: ochiai(other.spectrum, group.spectrum) + (shareFamily(other, group) ? familyBonus : 0),
    }))
    .toSorted((a, b) => b.value - a.value)[0];
  const required = group.facts.every(isGeneral) ? enoughIfGeneral : enough;
  return found && found.value >= required ? found.other : failureIn(group, unexplained);
}

/** A group of a single case follows from a node or step that fails there. */
function failureIn(group: Group, unexplained: readonly Group[]): Group | undefined {
  const isLeft = isOfOneCase(group.facts) && strengthOf(group) > strengths.call;
  if (!isLeft) return undefined;
  return unexplained.find(
    (other) => strengthOf(other) <= strengths.exit && shareOf(group.spectrum, other.spectrum) >= mostlyWithin,
  );
}

const canFollow: readonly number[] = [strengths.silence, strengths.invocation, strengths.exit];

/** Whether a stronger group may explain another one, according to their families. */
function mayExplain(other: Group, group: Group): boolean {
  const [strength, weaker, own] = [strengthOf(other), strengthOf(group), familiesOf(group.facts)];
  // The exit code may follow from a missing invocation or a node, a missing invocation from a limit or a crash, and an exit without
  // output from a limit. Other facts that explain much follow from nothing.
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

/** Whether groups share a family other than `executed`, which is too general. */
function shareFamily(other: Group, group: Group): boolean {
  const own = familiesOf(group.facts);
  return !own.has(executed) && [...familiesOf(other.facts)].some((family) => own.has(family));
}

/** Whether a fact mentions an artifact: `Building catalog`, `--empty-catalog`. */
const names = ({ facts }: Group, artifact: string | undefined): boolean =>
  artifact !== undefined &&
  facts.some(({ key }) =>
    key
      .toLowerCase()
      .replaceAll(/[\w/]+\.json/g, '')
      .includes(artifact),
  );
