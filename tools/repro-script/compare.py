"""Shows what two sides did otherwise: compare.py WORK TRIAL REFERENCE CANDIDATE. Exits with 10 where they differ, 0 where they agree."""
import difflib
import json
import os
import re
import sys

from clean import Cleaner

MISSING = "(nothing)"
LINES, WIDTH = 60, 200
NODE = re.compile(r"(model|seed|snapshot|test|unit_test|source|operation|analysis|exposure|saved_query)\.\w+\.")


def read(work, trial, side, step):
    with open(f"{work}/evidence/{side}/{step}/observation.json") as file:
        shown = json.load(file)
    place = f"{work}/place"
    folders = [(f"{place}/{trial}", "{project}"), (f"{place}/home", "{home}"), (f"{place}/tmp", "{temp}"), (place, "{place}")]
    clean = Cleaner([*folders, (f"{work}/engines/{side}", "{engine}")], first_began(work, side), shown["ended"])
    help = shown["stdout"] if {"--help", "-h"} & set(shown["arguments"]) else ""
    return {
        "exit": shown["exit"],
        "options": {name: "offered" for name in re.findall(r"(?<![\w-])--[a-z][\w-]*", help)},
        "stdout": clean.lines(shown["stdout"]),
        "stderr": clean.lines(shown["stderr"]),
        "artifacts": clean.value(shown["artifacts"]),
        "database": clean.value(with_plain_ids(shown["database"])),
        "files": clean.value(shown["files"]),
        "sql": clean.value(shown["sql"]),
        "log": clean.invocations(shown["log"]),
    }


def first_began(work, side):
    folder = f"{work}/evidence/{side}"
    return min(json.load(open(f"{folder}/{step}/observation.json"))["began"] for step in os.listdir(folder))


def with_plain_ids(database):
    """The id of a snapshot's record is a digest of the time it was made at."""
    for relation in database.values():
        if any(column["name"].endswith("scd_id") for column in relation.get("columns", [])):
            if isinstance(relation["rows"], list):
                relation["rows"] = sorted(re.sub(r"\b[0-9a-f]{32}\b", "{digest}", row) for row in relation["rows"])
    return database


def differing(facet, one, other):
    """Lines that show where a facet differs; none where it does not."""
    if one == other:
        return []
    if facet == "exit":
        return [f"- {one}", f"+ {other}"]
    if facet in ("stdout", "stderr"):
        return changes(*without_colours(one, other))
    if facet == "files":
        return files(one, other)
    if facet == "database":
        return [*only(one, other), *(line for found in paths(*common(one, other), "") for line in found)]
    if facet == "log":
        return log(one, other)
    if facet in ("artifacts", "sql"):
        # What only one of them wrote is seen among the files.
        one, other = common(one, other)
    return [line for found in paths(one, other, "") for line in found]


def only(one, other):
    """What of the things that both could have only one has."""
    gone = [f"- {name} ({one[name]['kind']})" for name in one if name not in other]
    return gone + [f"+ {name} ({other[name]['kind']})" for name in other if name not in one]


def common(one, other):
    return [{name: side[name] for name in one if name in other} for side in (one, other)]


def without_colours(one, other):
    """Colours are shown only where nothing else differs."""
    plain = [[re.sub(r"\x1b\[[\d;]*m", "", line) for line in lines] for lines in (one, other)]
    return (one, other) if plain[0] == plain[1] else plain


def files(one, other):
    lines = []
    for file in sorted({*one, *other}):
        before, after = one.get(file), other.get(file)
        if before == after:
            continue
        if before and after and before["change"] == after["change"]:
            lines += [line for found in paths(before.get("text", ""), after.get("text", ""), file) for line in found]
            continue
        lines += [f"{mark} {file} ({side['change']})" for mark, side in (("-", before), ("+", after)) if side]
    return lines


def log(one, other):
    """Which invocations of the engine there were, and what each logged otherwise."""
    lines = []
    for pair in aligned(one, other, lambda each: each["command"]):
        if None in pair:
            mark, only = ("-", pair[0]) if pair[1] is None else ("+", pair[1])
            lines.append(f"{mark} invokes {only['command'] or 'something'}, with {len(only['events'])} events")
            continue
        by_node = [grouped(each["events"]) for each in pair]
        for node in [*by_node[0], *(node for node in by_node[1] if node not in by_node[0])]:
            for before, after in aligned(*(side.get(node, []) for side in by_node), lambda event: event["name"]):
                lines += event_lines(before, after)
    return lines


def event_lines(before, after):
    if before == after:
        return []
    if None in (before, after):
        return [f"{mark} {each['name']}: {each['message']}" for mark, each in (("-", before), ("+", after)) if each]
    data = [line for found in paths(before["data"], after["data"], before["name"]) for line in found]
    # The message is made of the data.
    return data or [line for found in paths(before["message"], after["message"], before["name"]) for line in found]


def grouped(events):
    """Events by the node they are about: which of two nodes that do not need each other comes first is chance."""
    found = {}
    for event in events:
        found.setdefault(node_of(event), []).append(event)
    return found


def node_of(event):
    data = event["data"]
    named = (data.get("node_info") or {}).get("unique_id") or data.get("conn_name") or event["message"].split(" ")[0]
    return named if NODE.match(str(named)) else ""


def aligned(one, other, key):
    """Pairs of what belongs together, in order; None where one side has nothing."""
    matcher = difflib.SequenceMatcher(None, [key(each) for each in one], [key(each) for each in other], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(one[a:b], other[c:d])
        else:
            yield from ((each, None) for each in one[a:b])
            yield from ((None, each) for each in other[c:d])


def changes(one, other):
    """The lines that differ, with two neighbours."""
    lines, gone = [], []
    for line in list(difflib.unified_diff(one, other, n=2, lineterm=""))[2:]:
        if line.startswith("-"):
            gone.append(len(lines))
        elif line.startswith("+") and gone:
            at = gone.pop(0)
            lines[at], line = "-" + around(lines[at][1:], line[1:]), "+" + around(line[1:], lines[at][1:])
        else:
            gone = []
        lines.append(line)
    return lines


def around(text, other):
    """A long line, cut so that the first character in which it differs from the other is seen."""
    same = len(os.path.commonprefix([text, other]))
    return "…" + text[same - 40 :] if len(text) > WIDTH and same > 80 else text


def paths(one, other, path):
    """Where two values differ, by path: things are matched by what identifies them."""
    names = [identities(each) for each in (one, other)]
    if all(names):
        one, other = (dict(zip(each, items)) for each, items in zip(names, (one, other)))
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            if one.get(key, MISSING) != other.get(key, MISSING):
                yield from paths(one.get(key, MISSING), other.get(key, MISSING), f"{path}/{key}" if path else key)
        return
    if isinstance(one, list) and isinstance(other, list) and any(isinstance(item, (dict, list)) for item in one + other):
        yield from by_item(one, other, path)
        return
    if isinstance(one, str) and isinstance(other, str) and "\n" in one + other:
        if one.splitlines() != other.splitlines():
            one, other = one.splitlines(), other.splitlines()
    if all(isinstance(each, list) and all(isinstance(line, str) for line in each) for each in (one, other)):
        yield [f"{path}:", *changes(one, other)]
        return
    if one != other:
        yield [f"{path}:", f"- {shown(one, other)}", f"+ {shown(other, one)}"]


def identities(value):
    """What identifies each item of a list; None where nothing does."""
    if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
        return None
    for key in ("unique_id", "name"):
        names = [each.get(key) for each in value]
        if all(isinstance(name, str) for name in names) and len(set(names)) == len(names):
            return names
    return None


def by_item(one, other, path):
    """Where two lists differ whose items nothing identifies: by index, in the second list where only that has the item."""
    texts = [[json.dumps(item, sort_keys=True) for item in each] for each in (one, other)]
    if texts[0] != texts[1] and sorted(texts[0]) == sorted(texts[1]):
        yield [f"{path}, only the order:", f"- {shown(one, other)}", f"+ {shown(other, one)}"]
        return
    # What both begin and end with stays together: the matcher alone might tear it apart around items that are equal.
    begin = len(os.path.commonprefix(texts))
    end = len(os.path.commonprefix([each[begin:][::-1] for each in texts]))
    matcher = difflib.SequenceMatcher(None, *(each[begin : len(each) - end] for each in texts), autojunk=False)
    for kind, *places in matcher.get_opcodes():
        a, b, c, d = (begin + place for place in places)
        if kind == "equal":
            continue
        if b - a == d - c:
            for n in range(b - a):
                yield from paths(one[a + n], other[c + n], f"{path}/{a + n}")
            continue
        for n in range(a, b):
            yield from paths(one[n], MISSING, f"{path}/{n}")
        for n in range(c, d):
            yield from paths(MISSING, other[n], f"{path}/{n}")


def shown(value, other):
    text, against = (each if each == MISSING else json.dumps(each, ensure_ascii=False) for each in (value, other))
    return around(text, against)


def ends(lines):
    """Beginning and end of many lines: what only the second side says stands at the end."""
    first, last = lines[: LINES * 2 // 3], lines[-(LINES // 3) :]
    return [*first, f"… {len(lines) - len(first) - len(last)} more lines", *last]


def visible(line):
    line = re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", lambda found: f"\\x{ord(found[0]):02x}", line)
    return line if len(line) <= WIDTH else f"{line[:WIDTH]}… (+{len(line) - WIDTH} characters)"


def main(work, trial, *names):
    steps = sorted(os.listdir(f"{work}/evidence/reference"), key=lambda name: int(name.split("-")[1]))
    found, agreed = [], set()
    for step in steps:
        sides = [read(work, trial, side, step) for side in ("reference", "candidate")]
        # Two that fail alike do agree, perhaps for a reason that has nothing to do with the case: it has to be seen.
        if sides[0]["exit"] == sides[1]["exit"] != 0:
            print(f"{step}: both exit with {sides[0]['exit']}")
        for facet in sides[0]:
            lines = differing(facet, *(side[facet] for side in sides))
            if not lines:
                agreed.add(facet)
                continue
            found.append(f"{facet} ({step})")
            print(f"\n{step}: {facet} differs: {names[0]} (-) and {names[1]} (+)")
            for line in lines if len(lines) <= LINES else ends(lines):
                print("   ", visible(line))
    if found:
        print(f"\nThe sides differ: {', '.join(found)}.")
        agreed -= {facet.split(" ")[0] for facet in found}
        print(f"They agree: {', '.join(facet for facet in sides[0] if facet in agreed) or 'in nothing'}.")
    else:
        print(f"The sides agree: {', '.join(sides[0])}.")
    sys.exit(10 if found else 0)


main(*sys.argv[1:])
