"""What modules read from their surroundings while they are imported: they will not read it again in a step.

- Environment: the names are recorded, and a step in which one of them has another value must be started cold. A module
  that only some steps come to import is not kept instead.
- Working directory: the module is not kept, nor are those that hold something of it; each step imports them anew.

Not seen are reads by C code through getenv, but for those that every interpreter does at its start.
"""
import contextlib
import os
import sys

import host_anew as anew

# Read by the interpreter and the C library before the first module is imported.
AT_START = ("PYTHON", "LC_", "LANG", "TZ", "LD_", "MALLOC_", "GLIBC_")
# The standard library's own reads, which `forget` undoes in each step.
FORGOTTEN = {"sysconfig", "multiprocessing.process"}

names: set[str] = set()
prefixes: set[str] = set(AT_START)
# Whether what is imported now was first imported by a step.
learning = False
# Whether somebody took a copy of the whole environment.
whole = False
# What importing left in the environment, by name; None: removed.
changes: dict[str, str | None] = {}
base = dict(os.environ)


class Name(str):
    """A variable met while going through all of them. Who asks for a prefix tells which ones matter to it."""

    def startswith(self, prefix, *bounds):
        prefixes.update([prefix] if isinstance(prefix, str) else prefix)
        return str.startswith(self, prefix, *bounds)

    def __eq__(self, other):
        names.add(str(other))
        return str.__eq__(self, other)

    def __hash__(self):
        global whole
        if not str.startswith(self, tuple(prefixes)):
            whole = True  # it is about to be kept
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


def record(name) -> None:
    frame = sys._getframe(2)
    for _ in range(5):
        if frame is None or frame.f_globals.get("__name__") in FORGOTTEN:
            break
        frame = frame.f_back
    else:
        module = anew.importing() if learning else ""
        if module not in ("", "__main__"):
            anew.note(module, FORGOTTEN)
        else:
            names.add(str(name))


@contextlib.contextmanager
def recording(again: bool = False):
    """Records what is read by the imports within; `again`: they are done because a step did them."""
    global learning
    plain, getcwd, learning = os.environ.__class__, os.getcwd, again

    def recorded_getcwd():
        anew.note(anew.importing(), FORGOTTEN)
        return getcwd()

    os.environ.__class__, os.getcwd = Recorded, recorded_getcwd
    try:
        yield
    finally:
        os.environ.__class__, os.getcwd = plain, getcwd
        now = dict(os.environ)
        changes.update({name: now.get(name) for name in base.keys() | now.keys() if now.get(name) != base.get(name)})
        anew.drop()


def forget() -> None:
    """In a step: the standard library forgets what it took from the host's surroundings."""
    sysconfig = sys.modules.get("sysconfig")
    if sysconfig is not None:
        sysconfig._CONFIG_VARS = None
        if hasattr(sysconfig, "_CONFIG_VARS_INITIALIZED"):
            sysconfig._CONFIG_VARS_INITIALIZED = False
    process = sys.modules.get("multiprocessing.process")
    if process is not None:
        process.ORIGINAL_DIR = os.getcwd()


def catch_output() -> None:
    """What is printed from now on shows in the size of a file, and not in any step."""
    # Not by `tempfile`: it would remember the host's folder.
    file = os.open("output", os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    os.unlink("output")
    for descriptor in (1, 2):
        os.dup2(file, descriptor)
    os.close(file)


def unfit() -> str | None:
    """Why the engine cannot be hosted, if so: seen from its import, or from what steps did first and the host then did too."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.fstat(1).st_size > 0:
        return "it prints while it is imported"
    if whole:
        return "it copies the whole environment while it is imported"
    if "" in anew.names or "__main__" in anew.names:
        return "it looks at its working directory before it does anything else"
    if anew.compiled:
        return f"{min(anew.compiled)}, which is compiled, looks at what each step has of its own while it is imported"
    try:
        threads = len(os.listdir("/proc/self/task"))
    except OSError:
        import threading

        threads = threading.active_count()
    return f"it starts threads while it is imported ({threads - 1})" if threads > 1 else None


def differs(env: dict[str, str]) -> str | None:
    """Why a step with this environment has to be started cold, if so."""
    for name in sorted(base.keys() | env.keys()):
        read = name in names or name.startswith(tuple(prefixes))
        if read and base.get(name) != env.get(name):
            return f"{name} differs, which is read while it is imported"
    return None
