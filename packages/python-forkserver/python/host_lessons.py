"""What steps report that they had to compute, and when the host does the same before it forks others."""
import json
import mmap
from collections.abc import Callable

import host_ahead as ahead
import host_harm as harm
import host_learned as learned
import host_reads as reads
import host_templates as templates

# So many templates are worth a pause: parsing one is quick, preparing for forks again is not.
MANY = 20

# Reported and not yet learned.
wanted: list[tuple] = []


def begin() -> None:
    """Takes over what earlier hosts learned."""
    learned.read()
    ahead.add([entry for entry in learned.known if entry[0] != "program"])


def unfit(env: dict[str, str]) -> str | None:
    """Why a step with this environment has to be started cold, if so. Learns what earlier steps reported."""
    global wanted
    if len(wanted) >= MANY or any(kind != "template" for kind, *_ in wanted):
        news, wanted = wanted, []
        ahead.add([entry for entry in news if entry[0] != "program"])
        if learned.add(news):
            learned.keep()
    return harm.found() or reads.differs(env)


def work_ahead(asked: Callable[[], bool]) -> None:
    ahead.work(asked)
    if harm.found():
        learned.forget()


def hear(report: mmap.mmap) -> list[str]:
    """Takes the report of a step. @returns names of scripts it started that no step has reported before."""
    # What lies behind the text has never been touched, and would take memory if it were read.
    lines = report[: report.find(b"\0")].split(b"\n")[:-1]
    report.close()
    news = [entry for entry in map(learned.hashable, map(json.loads, lines)) if is_wanted(entry)]
    wanted.extend(news)
    return [name for kind, name, *_ in news if kind == "program"]


def is_wanted(entry: tuple) -> bool:
    kind, *what = entry
    if kind == "template":
        return templates.wanted(tuple(what))
    return kind != "program" or (entry not in learned.known and entry not in wanted)
