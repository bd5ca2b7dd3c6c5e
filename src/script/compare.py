"""Shows what two sides did otherwise: compare.py WORK TRIAL REFERENCE CANDIDATE. Exits with 10 where they differ, 0 where they agree."""
import difflib
import json
import os
import re
import sys

from clean import Cleaner

MISSING = "(nothing)"
LINES, WIDTH = 40, 200


def read(work, trial, side, step):
    with open(f"{work}/evidence/{side}/{step}/observation.json") as file:
        shown = json.load(file)
    place = f"{work}/place"
    folders = [(f"{place}/{trial}", "{project}"), (f"{place}/home", "{home}"), (f"{place}/tmp", "{temp}"), (place, "{place}")]
    clean = Cleaner([*folders, (f"{work}/engines/{side}", "{engine}")], first_began(work, side), shown["ended"])
    sql = {file: clean.text(text) for file, text in shown["sql"].items()}
    return {
        "exit": shown["exit"],
        "stdout": clean.lines(shown["stdout"]),
        "stderr": clean.lines(shown["stderr"]),
        "log": clean.events(shown["log"]),
        "files": clean.value(shown["files"]),
        "artifacts": clean.value(shown["artifacts"]),
        "sql": sql,
        "database": clean.value(with_plain_ids(shown["database"])),
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
    if isinstance(one, list):
        return changes(one, other)
    return [line for found in paths(one, other, "") for line in found]


def changes(one, other):
    """The lines that differ, with two neighbours."""
    return list(difflib.unified_diff(one, other, n=2, lineterm=""))[2:]


def paths(one, other, path):
    """Where two values differ, by path: things are matched by what identifies them."""
    one, other = keyed(one), keyed(other)
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            if one.get(key, MISSING) != other.get(key, MISSING):
                yield from paths(one.get(key, MISSING), other.get(key, MISSING), f"{path}/{key}" if path else key)
        return
    if isinstance(one, str) and isinstance(other, str) and "\n" in one + other:
        one, other = one.splitlines(), other.splitlines()
    if all(isinstance(each, list) and all(isinstance(line, str) for line in each) for each in (one, other)):
        yield [f"{path}:", *changes(one, other)]
        return
    yield [f"{path}:", f"- {shown(one, other)}", f"+ {shown(other, one)}"]


def keyed(value):
    if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
        return value
    for key in ("unique_id", "name"):
        names = [str(each.get(key)) for each in value]
        if len(set(names)) == len(names):
            return dict(zip(names, value))
    return {str(index): each for index, each in enumerate(value)}


def shown(value, other):
    text = value if value == MISSING else json.dumps(value, ensure_ascii=False)
    same = len(os.path.commonprefix([text, json.dumps(other, ensure_ascii=False)]))
    return "…" + text[same - 40 :] if len(text) > WIDTH and same > 80 else text


def visible(line):
    line = re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", lambda found: f"\\x{ord(found[0]):02x}", line)
    return line if len(line) <= WIDTH else f"{line[:WIDTH]}… (+{len(line) - WIDTH} characters)"


def main(work, trial, *names):
    steps = sorted(os.listdir(f"{work}/evidence/reference"), key=lambda name: int(name.split("-")[1]))
    found, agreed = [], set()
    for step in steps:
        sides = [read(work, trial, side, step) for side in ("reference", "candidate")]
        for facet in sides[0]:
            lines = differing(facet, *(side[facet] for side in sides))
            if not lines:
                agreed.add(facet)
                continue
            found.append(f"{facet} ({step})")
            print(f"\n{step}: {facet} differs: {names[0]} (-) and {names[1]} (+)")
            for line in lines[:LINES]:
                print("   ", visible(line))
            if len(lines) > LINES:
                print(f"    … {len(lines) - LINES} more lines")
    if found:
        print(f"\nThe sides differ: {', '.join(found)}.")
    else:
        print(f"The sides agree: {', '.join(sides[0])}.")
    sys.exit(10 if found else 0)


main(*sys.argv[1:])
