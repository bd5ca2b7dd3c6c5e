"""In a step: has console scripts that it starts forked by their own hosts.

A wrapper starts another program several times in each step, which would be imported each time. If a step starts a script of the
same installation through `subprocess`, `host_relay.py` is started in its place. The names of such scripts are reported, so that
hosts are opened for them.
"""
import os
import sys

RELAY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "host_relay.py")

# Sockets of hosts by the path of the script they have imported.
hosts: dict[str, str] = {}
# Names of scripts of the same installation that were started.
started: dict[str, None] = {}


def watch(script: str, sockets: dict[str, str]) -> None:
    import _posixsubprocess

    beside = os.path.dirname(script)
    hosts.update(sockets)
    fork_exec = _posixsubprocess.fork_exec

    def relaying(*given):
        return fork_exec(*(relayed(given, beside) or given))

    _posixsubprocess.fork_exec = relaying
    subprocess = sys.modules.get("subprocess")
    if getattr(subprocess, "_fork_exec", None) is fork_exec:
        subprocess._fork_exec = relaying


def relayed(given: tuple, beside: str) -> tuple | None:
    """The arguments to start a relay instead, if it can pass on all that the script would get."""
    try:
        argv, programs, close_all, kept, *rest = given
        restore_signals = rest[10]
        program = os.fsdecode(programs[0])
        if len(programs) != 1 or os.path.dirname(program) != beside or not is_script(program):
            return None
        started[os.path.basename(program)] = None
        socket = hosts.get(program)
        # A relay passes on three descriptors. `kept` always contains the one that reports a failed start.
        if socket is None or not close_all or len(kept) != 1 or not restore_signals:
            return None
        python = os.path.join(beside, "python")
        line = [os.fsencode(each) for each in (python, "-I", "-S", RELAY, socket, program, *argv[1:])]
        return (type(argv)(line), (os.fsencode(python),), close_all, kept, *rest)
    except (AttributeError, IndexError, TypeError, ValueError, OSError):
        return None  # another release of Python, with other arguments


def is_script(program: str) -> bool:
    with open(program, "rb") as file:
        return file.read(2) == b"#!" and os.access(program, os.X_OK)


def news() -> list[tuple]:
    return [("program", name) for name in list(started)]
