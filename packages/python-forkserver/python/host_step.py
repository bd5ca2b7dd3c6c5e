"""Turns a forked process into what the program, started by itself, would be."""
import ctypes
import json
import mmap
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable

import host_children as children
import host_interpreter as interpreter
import host_lazy as lazy
import host_reads as reads
import host_templates as templates
from host_script import Script

# Name of the variable by which the processes of a step are recognised.
marker = ""
# Descriptors of the host that no step may see.
close_in_steps: list[int] = []


class Forked(BaseException):
    """Unwinds the host's stack in a step, down to where the step goes on."""


# Where this step tells what it came to need, and the modules and the environment it began with.
report: mmap.mmap | None = None
environment: dict[str, str] = {}
# What a program started cold would have.
cold: tuple[str, list[str], dict[str, str]] = ("", [], {})
# Python ignores them, and they would stay so in another program.
IGNORED = (signal.SIGPIPE, signal.SIGXFSZ)


def become(script: Script, request: dict, own: list[int], shared: mmap.mmap, plug: Callable[[], None]) -> None:
    """`plug` has the step's descriptors replace the host's."""
    global report, cold
    report = shared
    cold = (script.program, [script.program, *request["argv"]], dict(request["env"]))
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for descriptor in [*own, *close_in_steps]:
            os.close(descriptor)
        plug()
        os.umask(request.get("umask", os.umask(0)))
        os.chdir(request["cwd"])
        surround(request)
        environment.update(os.environ)
        sys.argv = [script.program, *request["argv"]]
        sys.orig_argv = [sys.executable, *sys.argv]
        sys.modules["__main__"] = interpreter.main_of(script)
        children.watch(script.program, request.get("hosts", {}))
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def run_to_end(script: Script, error: BaseException | None) -> None:
    """Never returns. `error`: what the script's first imports raised."""
    code = 1
    try:
        if error is None and reads.were_set(environment):
            start_cold()
        code = interpreter.run(script, error)
        interpreter.end()
        tell()
        code = interpreter.flush(code)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def start_cold() -> None:
    """
    The imports that were left to the step set variables (from a file in its working directory, say) that modules read which
    are here already.
    """
    for number in IGNORED:
        signal.signal(number, signal.SIG_DFL)
    os.execve(*cold)


def connect(streams: str, id: str) -> None:
    """stdout and stderr: two connections to the harness, as a started program would have two sockets of it."""
    for descriptor in (1, 2):
        with socket.socket(socket.AF_UNIX) as stream:
            stream.connect(streams)
            stream.sendall(f"{id}{descriptor}".encode())
            os.dup2(stream.fileno(), descriptor, inheritable=True)


def surround(request: dict) -> None:
    env = dict(request["env"])
    for name, value in reads.changes.items():
        if value is None:
            env.pop(name, None)
        else:
            env[name] = value
    os.environ.clear()
    os.environ.update(env)
    reads.forget()
    show(env[marker])


def show(mark: str) -> None:
    """Writes the step's mark where the system shows a process's environment, so that its forks are known by it."""
    try:
        with open("/proc/self/environ", "rb") as file:
            at = file.read().index(f"{marker}=".encode()) + len(marker) + 1
        with open("/proc/self/stat", encoding="latin1") as file:
            start = int(file.read().rpartition(")")[2].split()[47])
    except (OSError, ValueError):
        return
    ctypes.memmove(start + at, mark.encode(), len(mark))


def tell() -> None:
    """
    Tells the host, a JSON line each, what was new to this step: scripts, calls, templates.
    Nothing in here may wait, as other threads would work on, or loop over what they may be changing.
    """
    news = [*children.news(), *lazy.news(), *templates.news()]
    # What does not fit is told by the next step again.
    report.write("".join(json.dumps(one) + "\n" for one in news).encode()[: len(report) - 1])
