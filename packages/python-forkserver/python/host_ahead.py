"""What steps computed the host computes too, so that later ones need not: while nobody asks for a step, as that would wait."""
import collections
import gc
import inspect
import sys
from collections.abc import Callable

import host_lazy as lazy
import host_reads as reads
import host_templates as templates

# Templates and calls that are still to be done.
templates_to_do: collections.deque[tuple] = collections.deque()
calls: collections.deque[tuple] = collections.deque()
# Calls that could not be done: they may be about what another one generates.
failed: list[tuple] = []
# Whether any could, since these were tried.
advanced = False
# Whether the host is ready for a fork.
settled = False


def settle() -> None:
    global settled
    if settled:
        return
    # Makes its table of all modules by file, which it asks when it looks for a file that none is from.
    inspect.getmodule(sys._getframe(), "none")
    # Objects that are here for good are neither looked at by the collector nor copied because it looked.
    gc.collect()
    lazy.find()
    templates.watch()
    gc.freeze()
    settled = True


def unsettle() -> None:
    global settled
    settled = False


def add(wanted: list[tuple]) -> None:
    for one in wanted:
        kind, *what = one
        if kind == "template":
            templates_to_do.append(tuple(what))
        else:
            calls.append(one)


def is_left() -> bool:
    return bool(templates_to_do or calls)


def work(asked: Callable[[], bool]) -> None:
    """Goes on until all is done or something is asked."""
    unsettle()
    while templates_to_do and not asked():
        templates.compute(*templates_to_do.popleft())
    if calls and not asked():
        make_calls(asked)


def make_calls(asked: Callable[[], bool]) -> None:
    global advanced
    with reads.recording():
        while calls and not asked():
            call = calls.popleft()
            if lazy.compute(*call):
                advanced = True
            else:
                failed.append(call)
    if calls:
        return
    again, advanced = advanced, False
    if again:
        settle()
        calls.extend(failed)
    failed.clear()
