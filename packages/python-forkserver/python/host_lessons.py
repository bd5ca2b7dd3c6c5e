"""What steps tell they came to need beyond what the host had, and how the host comes by it before it forks others."""
import json
import mmap
from collections.abc import Callable

import host_ahead as ahead
import host_harm as harm
import host_learned as learned
import host_reads as reads
import host_sift as sift
import host_templates as templates

# Templates that are worth a pause: taking one apart is quick, making ready for forks again is not.
MANY = 20

# Told and not yet learned.
wanted: list[tuple] = []


def begin() -> None:
    """Imports what earlier hosts learned."""
    learned.read()
    load(learned.modules)
    ahead.add([one for one in learned.known if one[0] != "program"])
    forget_unfit()


def unfit(env: dict[str, str]) -> str | None:
    """Why a step with this environment has to be started cold, if so; learns what earlier steps told."""
    global wanted
    why = harm.found() or reads.differs(env)
    if why or not is_worth_a_pause():
        return why
    news, wanted = wanted, []
    learn(news)
    return harm.found() or reads.differs(env)


def is_worth_a_pause() -> bool:
    return len(wanted) >= MANY or any(kind != "template" for kind, *_ in wanted)


def learn(news: list[tuple]) -> None:
    """Imports what steps came to import; what they computed there is time for later."""
    told = list(dict.fromkeys(what for kind, what, *_ in news if kind == "module"))
    modules = sift.sift([name for name in told if name not in learned.left])
    learned.modules.extend(modules)
    load(modules)
    ahead.add([one for one in news if one[0] not in ("module", "program")])
    is_new = learned.add(news)
    if (is_new or told) and not harm.found():
        learned.keep()
    forget_unfit()


def load(modules: list[str]) -> None:
    if modules:
        ahead.unsettle()
    for module in modules:
        sift.load(module)


def work_ahead(asked: Callable[[], bool]) -> None:
    ahead.work(asked)
    forget_unfit()


def forget_unfit() -> None:
    if harm.found():
        learned.forget()


def hear(report: mmap.mmap) -> list[str]:
    """Takes what a step told. @returns names of scripts it started that nobody told of before."""
    # What lies behind it has never been touched, and should take no memory now.
    lines = report[: report.find(b"\0")].split(b"\n")[:-1]
    report.close()
    news = [one for one in map(learned.hashable, map(json.loads, lines)) if is_wanted(one)]
    wanted.extend(news)
    return [name for kind, name, *_ in news if kind == "program"]


def is_wanted(one: tuple) -> bool:
    kind, *what = one
    if kind == "template":
        return templates.wanted(tuple(what))
    if kind == "program":
        return one not in learned.known and one not in wanted
    return kind != "module" or what[0] not in learned.left
