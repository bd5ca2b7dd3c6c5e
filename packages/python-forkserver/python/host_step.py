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
from host_interpreter import Script

# Name of the variable by which the processes of a step are recognised.
marker = ""
# Descriptors of the host, closed in each step.
close_in_steps: list[int] = []


class Forked(BaseException):
    """Unwinds the stack of the host in a step, to where the step continues."""


# Shared memory for the report of this step, and the environment it began with.
report: mmap.mmap | None = None
environment: dict[str, str] = {}
# Arguments of `execve` for a cold start.
cold: tuple[str, list[str], dict[str, str]] = ("", [], {})
# Signals that Python ignores; they would stay ignored in another program.
IGNORED = (signal.SIGPIPE, signal.SIGXFSZ)


def become(script: Script, request: dict, own: list[int], shared: mmap.mmap, connect: Callable[[], None]) -> None:
    """`connect` replaces descriptors of the host by those of the step."""
    global report, cold
    report = shared
    cold = (script.program, [script.program, *request["argv"]], dict(request["env"]))
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for descriptor in [*own, *close_in_steps]:
            os.close(descriptor)
        connect()
        os.umask(request.get("umask", os.umask(0)))
        os.chdir(request["cwd"])
        set_environment(request)
        environment.update(os.environ)
        sys.argv = [script.program, *request["argv"]]
        sys.orig_argv = [sys.executable, *sys.argv]
        sys.modules["__main__"] = interpreter.main_of(script)
        children.watch(script.program, request.get("hosts", {}))
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def run_to_end(script: Script, error: BaseException | None) -> None:
    """Never returns. `error`: raised by the first imports of the script."""
    code = 1
    try:
        if error is None and reads.were_set(environment):
            start_cold()
        code = interpreter.run(script, error)
        interpreter.end()
        write_report()
        code = interpreter.flush(code)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def start_cold() -> None:
    """
    The imports that the step continued set variables, for example from a file in its working directory, that were read before
    in the host.
    """
    for number in IGNORED:
        signal.signal(number, signal.SIG_DFL)
    os.execve(*cold)


def connect_streams(streams: str, id: str) -> None:
    """stdout and stderr: two connections to our parent, as a program that it starts has two sockets."""
    for descriptor in (1, 2):
        with socket.socket(socket.AF_UNIX) as stream:
            stream.connect(streams)
            stream.sendall(f"{id}{descriptor}".encode())
            os.dup2(stream.fileno(), descriptor, inheritable=True)


def set_environment(request: dict) -> None:
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
    """Writes the value to where the system shows the environment of a process, so that it is found there also for its forks."""
    try:
        with open("/proc/self/environ", "rb") as file:
            at = file.read().index(f"{marker}=".encode()) + len(marker) + 1
        with open("/proc/self/stat", encoding="latin1") as file:
            start = int(file.read().rpartition(")")[2].split()[47])
    except (OSError, ValueError):
        return
    ctypes.memmove(start + at, mark.encode(), len(mark))


def write_report() -> None:
    """
    Reports to the host, one JSON line each, what was new to this step: scripts, calls, templates.
    Nothing in here may wait, because other threads would continue, or iterate over what they may be changing.
    """
    news = [*children.news(), *lazy.news(), *templates.news()]
    # The next step reports again what does not fit.
    report.write("".join(json.dumps(entry) + "\n" for entry in news).encode()[: len(report) - 1])
