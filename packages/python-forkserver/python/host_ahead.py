"""Computes in the host what steps computed, so that later steps need not. It pauses when a step is requested."""
import collections
import gc
import inspect
import sys
from collections.abc import Callable

import host_lazy as lazy
import host_reads as reads
import host_templates as templates

templates_to_do: collections.deque[tuple] = collections.deque()
calls: collections.deque[tuple] = collections.deque()
# Calls that failed: they may need what another call generates.
failed: list[tuple] = []
# Whether any call succeeded since these failed.
advanced = False
# Whether the host is ready for a fork.
settled = False


def settle() -> None:
    global settled
    if settled:
        return
    # Fills its table of modules by file, which each step would fill again.
    inspect.getmodule(sys._getframe(), "none")
    # Frozen objects are not visited by the garbage collector, so their memory is not copied in steps.
    gc.collect()
    lazy.find()
    templates.watch()
    gc.freeze()
    settled = True


def unsettle() -> None:
    global settled
    settled = False


def add(wanted: list[tuple]) -> None:
    for entry in wanted:
        kind, *what = entry
        if kind == "template":
            templates_to_do.append(tuple(what))
        else:
            calls.append(entry)


def is_left() -> bool:
    return bool(templates_to_do or calls)


def work(asked: Callable[[], bool]) -> None:
    """Works until all is done or `asked` returns true."""
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
