"""
What steps report that they had to compute, so that the host does the same before it forks others.

The names of scripts and calls are stored for later hosts of the script, nothing of a step's own.
"""
import contextlib
import json
import mmap
import os
from collections.abc import Callable

import host_ahead as ahead
import host_harm as harm
import host_reads as reads
import host_templates as templates

# So many templates are worth a pause: parsing one is quick, preparing for forks again is not.
MANY = 20

# Where it is stored.
file = ""
# What steps needed, in the order in which it was learned.
known: dict[tuple, None] = {}
# Reported and not yet learned.
wanted: list[tuple] = []


def begin() -> None:
    """Takes over what earlier hosts learned."""
    read()
    ahead.add([entry for entry in known if entry[0] != "program"])


def unfit(env: dict[str, str]) -> str | None:
    """Why a step with this environment has to be started cold, if so. Learns what earlier steps reported."""
    global wanted
    if len(wanted) >= MANY or any(kind != "template" for kind, *_ in wanted):
        news, wanted = wanted, []
        ahead.add([entry for entry in news if entry[0] != "program"])
        if add(news):
            keep()
    return harm.found() or reads.differs(env)


def work_ahead(asked: Callable[[], bool]) -> None:
    ahead.work(asked)
    if harm.found():
        forget()


def read_report(report: mmap.mmap) -> list[str]:
    """Reads the report of a step. @returns names of scripts it started that no step has reported before."""
    # Memory behind the text was never written, and would be allocated if it were read.
    lines = report[: report.find(b"\0")].split(b"\n")[:-1]
    report.close()
    news = [entry for entry in map(hashable, map(json.loads, lines)) if is_wanted(entry)]
    wanted.extend(news)
    return [name for kind, name, *_ in news if kind == "program"]


def is_wanted(entry: tuple) -> bool:
    kind, *what = entry
    if kind == "template":
        return templates.wanted(tuple(what))
    return kind != "program" or (entry not in known and entry not in wanted)


def hashable(value):
    return tuple(map(hashable, value)) if isinstance(value, list) else value


def read() -> None:
    """Reads what is stored; nothing if there is no such file, or if it has another form."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        with open(file, encoding="utf-8") as stored:
            known.update(dict.fromkeys(filter(is_learned, map(hashable, json.load(stored)["known"]))))


def is_learned(entry) -> bool:
    """The name of a script, or what was called and with what."""
    return isinstance(entry, tuple) and len(entry) == (2 if entry[:1] == ("program",) else 3)


def add(news: list[tuple]) -> bool:
    """Whether any was new. A template is a text of the step's own and is not stored."""
    before = len(known)
    known.update(dict.fromkeys(entry for entry in news if entry[0] != "template"))
    return len(known) > before


def keep() -> None:
    """Replaces the file as a whole: other hosts of the script may do so at the same time."""
    with contextlib.suppress(OSError):
        half = f"{file}.{os.getpid()}"
        with open(half, "w", encoding="utf-8") as stored:
            json.dump({"known": list(known)}, stored, indent=0)
        os.replace(half, file)


def forget() -> None:
    """It made the script one that cannot be forked; the next host learns from the start."""
    with contextlib.suppress(OSError):
        os.unlink(file)
