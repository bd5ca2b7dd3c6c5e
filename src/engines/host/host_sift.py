"""Which modules the host may import ahead, before a step asks for them.

A step must not be able to tell. So everything is imported in forks first, and a module is left to the steps if its import

- does harm: reads what steps have to themselves, prints, starts threads, changes the state of the process, or fails;
- leaves something else behind in another order of imports, as it looks at which modules are there;
- changes a module that was there before, which steps would see that never import it;
- would import a module that is left.

Modules are left, too, whose presence code of the engine asks for in `sys.modules`.
"""
import functools
import importlib
import sys
import time
from collections.abc import Iterable

import host_describe as describe
import host_learned as learned
import host_process as process
import host_reads as reads
from host_fork import in_fork, in_forks

# Seconds in which modules are tried: a step waits for it.
TIME = 120

# Modules whose import the host began and each step goes on with.
unfinished: set[str] = set()
lock_unlock = importlib._bootstrap._lock_unlock_module


class Watch:
    """Notices in a fork that a module is imported which is left to the steps."""

    def find_spec(self, name, path=None, target=None):
        if name in learned.left:
            reads.note(f"imports {name}")


def sift(candidates: list[str]) -> list[str]:
    """The modules that can be imported ahead, in this order."""
    until = time.monotonic() + TIME
    while candidates:
        # Twice in the same order: what differs even so varies by itself.
        orders = [candidates, candidates[::-1], candidates]
        surveys = in_forks([functools.partial(survey, order) for order in orders], until)
        if None in surveys:
            break
        refused = {name: why for each in surveys for name, why in each["left"].items()}
        if refused:
            rest = [name for name in candidates if name not in refused]
            refused.update(in_fork(lambda: harmful(rest, refused, until), until) or {})
        else:
            refused = disagreeing(surveys, orders, until)
        if not refused:
            return candidates
        learned.left.update(refused)
        candidates = [name for name in candidates if name not in learned.left]
    # There was no time to find out.
    learned.left.update({name: "" for name in candidates})
    return []


def harmful(candidates: list[str], known: dict[str, str], until: float) -> dict[str, str]:
    """In a fork: tries to import all, and goes on without those that do harm."""
    learned.left.update(known)
    refused: dict[str, str] = {}
    while candidates:
        done = in_fork(lambda: survey(candidates, describes=False), until)
        if done is None or not done["left"]:
            return refused
        refused.update(done["left"])
        learned.left.update(done["left"])
        for name in candidates[: done["count"]]:
            load(name)
        candidates = [name for name in candidates[done["count"] :] if name not in learned.left]
    return refused


def survey(order: list[str], watched: Iterable[str] = (), describes: bool = True) -> dict:
    """In a fork: imports all until one does harm, and describes each module when it is new and in the end."""
    sys.meta_path.insert(0, Watch())
    importlib._bootstrap._lock_unlock_module = note_unfinished
    before = process.state()
    first: dict[str, int] = {}
    blamed: dict[str, str] = {}
    if describes:
        describe.add_new(first)
    for count, each in enumerate(order):
        if each not in sys.modules:
            why = load(each) or reads.harm() or process.changed(before)
            if why:
                return {"count": count, "left": dict.fromkeys({each, *reads.readers} - unfinished, why)}
        if describes:
            describe.add_new(first)
        for name in watched:
            if name in first and (now := describe.describe(name)) != first[name]:
                first[name] = now
                blamed[each] = f"it changes {name}"
    last = {name: describe.describe(name) for name in first}
    return {"left": blamed, "first": first, "last": last, "asked": describe.asked_for(first)}


def note_unfinished(name: str) -> None:
    """A module is imported whose own import is under way: the host stopped in it, and the step goes on."""
    if name in unfinished:
        reads.note(f"imports {name}")
    lock_unlock(name)


def load(name: str) -> str | None:
    """Imports a module. @returns what came of it, if not the module."""
    if name in sys.modules:
        return None
    try:
        with reads.recording():
            importlib.import_module(name)
        return None
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


def disagreeing(surveys: list[dict], orders: list[list[str]], until: float) -> dict[str, str]:
    """Why modules have to be left that do no harm by themselves, by name."""
    one, reverse, again = surveys
    varying = differing(one["last"], again["last"])
    refused = {name: "code asks whether it is there" for name in one["asked"] if name in orders[0]}
    for name in differing(one["last"], reverse["last"]) - varying:
        refused[name] = "it depends on what was imported before"
    for order, each in zip(orders, (one, reverse)):
        changed = differing(each["first"], each["last"])
        if changed:
            blamed = in_fork(functools.partial(survey, order, changed), until)
            refused.update(blamed["left"] if blamed else dict.fromkeys(orders[0], ""))
    return refused


def differing(one: dict[str, int], other: dict[str, int]) -> set[str]:
    return {name for name, was in one.items() if other.get(name) != was}
