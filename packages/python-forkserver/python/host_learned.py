"""What hosts learned about a script, stored for later hosts: names of other scripts and of calls, nothing of a step's own."""
import contextlib
import json
import os

# Where it is stored.
file = ""
# What steps need, in the order in which it was learned.
known: dict[tuple, None] = {}


def hashable(value):
    return tuple(map(hashable, value)) if isinstance(value, list) else value


def read() -> None:
    """Reads what is stored; nothing if there is no such file, or if it has another form."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        with open(file, encoding="utf-8") as stored:
            known.update(dict.fromkeys(filter(is_learned, map(hashable, json.load(stored)["known"]))))


def is_learned(entry) -> bool:
    """The name of a script, or what was called and with what."""
    return isinstance(entry, tuple) and len(entry) == (2 if entry[:1] == ("program",) else 3)


def add(news: list[tuple]) -> bool:
    """Whether any was new. A template is a text of the step's own and is not stored."""
    before = len(known)
    known.update(dict.fromkeys(entry for entry in news if entry[0] != "template"))
    return len(known) > before


def keep() -> None:
    """Replaces the file as a whole: other hosts of the script may do so at the same time."""
    with contextlib.suppress(OSError):
        half = f"{file}.{os.getpid()}"
        with open(half, "w", encoding="utf-8") as stored:
            json.dump({"known": list(known)}, stored, indent=0)
        os.replace(half, file)


def forget() -> None:
    """It made the script one that cannot be forked; the next host learns from the start."""
    with contextlib.suppress(OSError):
        os.unlink(file)
