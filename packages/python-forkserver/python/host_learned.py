"""What hosts found out about a program, kept with the engine for later ones: names of its modules and calls, nothing of a step's own."""
import contextlib
import json
import os
import sys

FORMAT = 1
# Where it is kept; empty: nowhere.
file = ""
# What steps need besides the modules, in the order in which it was learned.
known: dict[tuple, None] = {}
# Modules that steps came to need, to import ahead, in this order.
modules: list[str] = []
# Why other modules are left to the steps, by name.
left: dict[str, str] = {}


def hashable(value):
    return tuple(map(hashable, value)) if isinstance(value, list) else value


def read() -> None:
    """What is kept; nothing where that is not there, or of no use, or of files that have changed since."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        with open(file, encoding="utf-8") as kept:
            content = json.load(kept)
        known.update(dict.fromkeys(filter(is_learned, map(hashable, content["known"]))))
        if content["format"] != FORMAT or any(stamp(path) != was for path, was in content["files"].items()):
            return
        modules.extend(content["modules"])
        left.update(content["left"])


def is_learned(one) -> bool:
    """The name of a script, or what was called and for what."""
    return isinstance(one, tuple) and len(one) == (2 if one[:1] == ("program",) else 3)


def add(learned: list[tuple]) -> bool:
    """Whether any was new. A template is a text of the step's own, and is not kept."""
    before = len(known)
    known.update(dict.fromkeys(one for one in learned if one[0] not in ("template", "module")))
    return len(known) > before


def keep() -> None:
    """Whole or not at all: other hosts of the engine may do so at the same time."""
    if not file:
        return
    paths = {str(path) for module in list(sys.modules.values()) if (path := getattr(module, "__file__", None))}
    ours = os.path.dirname(__file__)
    content = {
        "format": FORMAT,
        "modules": modules,
        "left": {name: why for name, why in left.items() if why},
        "known": list(known),
        "files": {path: stamp(path) for path in sorted(paths) if os.path.dirname(path) != ours},
    }
    with contextlib.suppress(OSError):
        half = f"{file}.{os.getpid()}"
        with open(half, "w", encoding="utf-8") as kept:
            json.dump(content, kept, indent=0)
        os.replace(half, file)


def stamp(path: str) -> list[int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return [found.st_mtime_ns, found.st_size]


def forget() -> None:
    """It made the engine one that cannot be hosted; the next host learns from the start."""
    with contextlib.suppress(OSError):
        os.unlink(file)
