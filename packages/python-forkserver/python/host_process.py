"""State of the whole process that an import may change: steps that do not make this import would see it changed."""
import _locale
import _warnings
import os
import signal
import sys

import host_reads as reads


def state() -> dict[str, object]:
    return {
        # Past what records that it is read.
        "the environment": dict(os.environ._data),
        "the working directory": reads.plain_getcwd(),
        "the search path": (list(sys.path), len(sys.path_hooks)),
        "the hook for exceptions": id(sys.excepthook),
        "logging": logging(),
        "signals": [(number, id(signal.getsignal(number))) for number in signal.valid_signals()],
        "the locale": _locale.setlocale(_locale.LC_ALL),
        "limits": (sys.getrecursionlimit(), sys.getswitchinterval()),
        "warnings": warnings(),
    }


def logging() -> tuple[int, int, int]:
    # Not imported here: every step would have it.
    module = sys.modules.get("logging")
    return (module.root.level, len(module.root.handlers), module.root.manager.disable) if module else (30, 0, 0)


def warnings() -> list[tuple]:
    """Filters of warnings that others give as well."""
    return [each for each in getattr(_warnings, "filters", ()) if each[2].__module__ == "builtins"]


def changed(before: dict[str, object]) -> str | None:
    """What of the state is not as before, if anything."""
    now = state()
    return next((f"changes {name}" for name, value in before.items() if now[name] != value), None)
