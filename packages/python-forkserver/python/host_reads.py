"""Records what imports read: a step may have other values, and an imported module does not read them again.

- Environment: the names are recorded, and a step in which one of them has another value is started cold.
- What each step has of its own (its working directory, its home, a copy of the whole environment) no import may read in the
  host: `reading` says so, and no step is forked.

Reads by C code through getenv are not seen, except for those of every interpreter at its start.
"""
import contextlib
import os
import sys
from collections.abc import Callable

# Read by the interpreter and the C library before the first module is imported.
AT_START = ("PYTHON", "LC_", "LANG", "TZ", "LD_", "MALLOC_", "GLIBC_")
# Modules of the standard library whose reads `forget` undoes in each step.
FORGOTTEN = {"sysconfig", "multiprocessing.process"}

names: set[str] = set()
prefixes: set[str] = set(AT_START)
own: set[str] = set()
# The first thing read that each step has of its own.
reading = ""
# What importing left in the environment, by name; None: removed.
changes: dict[str, str | None] = {}
base = dict(os.environ)
plain_getcwd = os.getcwd
# Called instead of `note` if a step can continue the import.
wait_for_step: Callable[[], None] | None = None


class Name(str):
    """The name of a variable in an iteration over all. A test of its prefix shows which variables matter."""

    def startswith(self, prefix, *bounds):
        prefixes.update([prefix] if isinstance(prefix, str) else prefix)
        return str.startswith(self, prefix, *bounds)

    def __eq__(self, other):
        names.add(str(other))
        return str.__eq__(self, other)

    def __hash__(self):
        if not str.startswith(self, tuple(prefixes)):
            note("copies the whole environment", can_wait=False)  # it is about to be stored
        return str.__hash__(self)


class Recorded(os._Environ):
    def __getitem__(self, name):
        if type(name) is not Name:
            record(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        record(name)
        return super().__contains__(name)

    def __iter__(self):
        return map(Name, super().__iter__())


def know_own(folder: str) -> None:
    """Finds variables with a folder of the host: each step has other values."""
    own.update(name for name, value in base.items() if folder in value)


def note(what: str, can_wait: bool = True) -> None:
    global reading
    if wait_for_step and can_wait:
        wait_for_step()
        return
    if not reading:
        reading = what


def is_forgotten() -> bool:
    """Whether the standard library reads it, in a module that can forget it."""
    frame = sys._getframe(2)
    for _ in range(5):
        if frame is None:
            return False
        if frame.f_globals.get("__name__") in FORGOTTEN:
            return True
        frame = frame.f_back
    return False


def record(name) -> None:
    if is_forgotten():
        return
    if name in own:
        note(f"reads {name}")
    else:
        names.add(str(name))


def getcwd() -> str:
    if not is_forgotten():
        note("looks at its working directory")
    return plain_getcwd()


@contextlib.contextmanager
def recording():
    """Records what the imports within read."""
    os.environ.__class__, os.getcwd = Recorded, getcwd
    try:
        yield
    finally:
        stop_recording()


def stop_recording() -> None:
    os.environ.__class__, os.getcwd = os._Environ, plain_getcwd


def note_changes() -> None:
    now = dict(os.environ)
    changes.update({name: now.get(name) for name in base.keys() | now.keys() if now.get(name) != base.get(name)})


def forget() -> None:
    """In a step: makes the standard library forget what it read in the host."""
    sysconfig = sys.modules.get("sysconfig")
    if sysconfig is not None:
        sysconfig._CONFIG_VARS = None
        if hasattr(sysconfig, "_CONFIG_VARS_INITIALIZED"):
            sysconfig._CONFIG_VARS_INITIALIZED = False
    process = sys.modules.get("multiprocessing.process")
    if process is not None:
        process.ORIGINAL_DIR = os.getcwd()


def were_set(before: dict[str, str]) -> bool:
    """Whether variables that imports read have other values than in this environment."""
    now = dict(os.environ)
    return any(is_read(name) and before.get(name) != now.get(name) for name in before.keys() | now.keys())


def is_read(name: str) -> bool:
    return name in names or name.startswith(tuple(prefixes))


def differs(env: dict[str, str]) -> str | None:
    """Why a step with this environment has to be started cold, if so."""
    for name in sorted(base.keys() | env.keys()):
        if is_read(name) and base.get(name) != env.get(name):
            return f"{name} differs, which is read while it is imported"
    return None
