"""What steps tell they came to need beyond what the host had, and how the host comes by it before it forks others."""
import importlib
import json
import mmap
import sys
import time
from collections.abc import Callable

import host_ahead as ahead
import host_anew as anew
import host_learned as learned
import host_probe as probe
import host_reads as reads
import host_templates as templates

# Templates that are worth a pause: taking one apart is quick, making ready for forks again is not.
MANY = 20
# Seconds in which modules are tried: a step waits for it.
PATIENCE = 10

# Told and not yet learned.
wanted: list[tuple] = []
# Modules that cannot be imported here, or would keep steps from being forked: they are left to them.
left: set[str] = set()


def begin() -> None:
    """Learns what earlier hosts did."""
    if not reads.unfit():
        learn(learned.read(), load)


def unfit(env: dict[str, str]) -> str | None:
    """Why a step with this environment has to be started cold, if so; learns what earlier steps told."""
    global wanted
    why = reads.unfit() or reads.differs(env)
    if why or not is_worth_a_pause():
        return why
    news, wanted = wanted, []
    learn(news, load_harmless)
    why = reads.unfit()
    if not why:
        learned.keep([one for one in news if one[0] != "module" or one[1] not in left])
    return why or reads.differs(env)


def is_worth_a_pause() -> bool:
    return len(wanted) >= MANY or any(kind != "template" for kind, *_ in wanted)


def learn(news: list[tuple], load: Callable[[list[str]], None]) -> None:
    """Imports what steps came to import; what they computed there is time for later."""
    modules = [what for kind, what, *_ in news if kind == "module"]
    if modules:
        ahead.unsettle()
        with reads.recording(again=True):
            load(modules)
    ahead.add([one for one in news if one[0] not in ("module", "program")])
    forget_unfit()


def work_ahead(asked: Callable[[], bool]) -> None:
    ahead.work(asked)
    forget_unfit()


def forget_unfit() -> None:
    if reads.unfit():
        learned.forget()


def load_harmless(modules: list[str]) -> None:
    """Modules that do not keep steps from being forked: as far as trying them in forks takes no longer than it may."""
    until = time.monotonic() + PATIENCE
    while modules and time.monotonic() < until:
        borne = probe.bearable(modules, load_one)
        load(modules[:borne])
        left.update(modules[borne : borne + 1])
        modules = modules[borne + 1 :]
    left.update(modules)


def load(modules: list[str]) -> None:
    for module in modules:
        load_one(module)


def load_one(module: str) -> None:
    if module in sys.modules or module in anew.names:
        return
    try:
        importlib.import_module(module)
    except BaseException:
        left.add(module)


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
    return kind != "module" or what[0] not in left
