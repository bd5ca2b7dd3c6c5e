"""What steps of earlier hosts came to need, kept beside the engine: names of its modules and calls, nothing of a step's own."""
import contextlib
import json
import os

# Where it is kept; empty: nowhere.
file = ""
# All that is known by now, in the order in which it was learned.
known: dict[tuple, None] = {}


def hashable(value):
    return tuple(map(hashable, value)) if isinstance(value, list) else value


def read() -> list[tuple]:
    """What is kept; nothing where that is not there, or of no use."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        with open(file, encoding="utf-8") as kept:
            known.update(dict.fromkeys(filter(is_learned, map(hashable, json.load(kept)))))
    return list(known)


def is_learned(one) -> bool:
    """The name of a module or a script, or what was called and for what."""
    return isinstance(one, tuple) and len(one) == (2 if one[:1] in (("module",), ("program",)) else 3)


def keep(learned: list[tuple]) -> None:
    """Whole or not at all: other hosts of the engine may do so at the same time. A template is a text of the step's own."""
    before = len(known)
    known.update(dict.fromkeys(one for one in learned if one[0] != "template"))
    if file and len(known) > before:
        with contextlib.suppress(OSError):
            half = f"{file}.{os.getpid()}"
            with open(half, "w", encoding="utf-8") as kept:
                json.dump(list(known), kept, indent=0)
            os.replace(half, file)


def forget() -> None:
    """It made the engine one that cannot be hosted; the next host learns anew."""
    with contextlib.suppress(OSError):
        os.unlink(file)
