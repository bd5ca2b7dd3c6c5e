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
import host_harm as harm
import host_learned as learned
import host_process as process
import host_reads as reads
from host_fork import in_fork, in_forks

# Seconds in which modules are tried: a step waits for it.
TIME = 120

# Modules whose import the host began and each step goes on with.
unfinished: set[str] = set()
lock_unlock = importlib._bootstrap._lock_unlock_module
load_unlocked = importlib._bootstrap._load_unlocked


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
            learned.left.update(refused)
            rest = [name for name in candidates if name not in refused]
            refused.update(in_fork(functools.partial(harmful, rest), until) or {})
        else:
            refused = disagreeing(surveys, orders, until)
        if not refused:
            return candidates
        learned.left.update(refused)
        candidates = [name for name in candidates if name not in learned.left]
    # There was no time to find out.
    learned.left.update({name: "" for name in candidates})
    return []


class Watch:
    """In a fork: notices what an import does, module by module."""

    def __init__(self):
        self.before = process.state()
        sys.meta_path.insert(0, self)
        importlib._bootstrap._lock_unlock_module = self.lock_unlock
        importlib._bootstrap._load_unlocked = self.load_unlocked

    def find_spec(self, name, path=None, target=None):
        if name in learned.left:
            reads.note(f"imports {name}")

    def lock_unlock(self, name):
        """A module is imported whose import is under way."""
        if name in unfinished:
            reads.note(f"imports {name}")
        lock_unlock(name)

    def load_unlocked(self, spec):
        module = load_unlocked(spec)
        why = harm.found() or process.changed(self.before)
        if why and not reads.reading:
            self.before = process.state()
            reads.note(why, loaded=(spec.name,))
        return module


def harmful(candidates: list[str]) -> dict[str, str]:
    """In a fork: why modules cannot be imported ahead; most of them, as what an import did before it ended stays done."""
    Watch()
    reads.raises = True
    refused: dict[str, str] = {}
    for name in candidates:
        error = load(name)
        why = reads.reading or error
        if why:
            found = dict.fromkeys({name, *reads.readers} - unfinished, why)
            refused.update(found)
            learned.left.update(found)
            harm.reset()
        if harm.count_threads() > 1:
            break
    return refused


def survey(order: list[str], watched: Iterable[str] = ()) -> dict:
    """In a fork: imports all until one does harm, and describes each module when it is new and in the end."""
    Watch()
    first: dict[str, int] = {}
    blamed: dict[str, str] = {}
    describe.add_new(first)
    for each in order:
        error = load(each)
        why = reads.reading or error
        if why:
            return {"left": dict.fromkeys({each, *reads.readers} - unfinished, why)}
        describe.add_new(first)
        for name in watched:
            if name in first and (now := describe.describe(name)) != first[name]:
                first[name] = now
                blamed[each] = f"changes {name}"
    last = {name: describe.describe(name) for name in first}
    return {"left": blamed, "first": first, "last": last, "asked": describe.asked_for({*first, *learned.left})}


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
    refused = {name: "is asked for in sys.modules" for name in one["asked"] if name in orders[0]}
    for name in differing(one["last"], reverse["last"]) - varying:
        refused[name] = "depends on what was imported before"
    for order, each in zip(orders, (one, reverse)):
        changed = differing(each["first"], each["last"])
        if changed:
            blamed = in_fork(functools.partial(survey, order, changed), until)
            refused.update(blamed["left"] if blamed else dict.fromkeys(orders[0], ""))
    return refused


def differing(one: dict[str, int], other: dict[str, int]) -> set[str]:
    return {name for name, was in one.items() if other.get(name) != was}
