"""Tries something in forks: whatever it does to those processes, the host stays as it is."""
import json
import os
import select
import signal
import time
from collections.abc import Callable

import host_harm as harm


def in_fork(job: Callable[[], object], until: float) -> object:
    return in_forks([job], until)[0]


def in_forks(jobs: list[Callable[[], object]], until: float) -> list:
    """What each job returns, as JSON; None for one that fails, ends its process, or is not done in time."""
    started = [start(job) for job in jobs]
    return [finish(*each, until) for each in started]


def start(job: Callable[[], object]) -> tuple[int, int]:
    receive, send = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.setpgid(0, 0)
            os.close(receive)
            harm.catch_output()
            result = json.dumps(job()).encode()
            while result:
                result = result[os.write(send, result) :]
        finally:
            os._exit(0)
    os.close(send)
    return pid, receive


def finish(pid: int, receive: int, until: float) -> object:
    try:
        text = read_all(receive, until)
        return json.loads(text) if text else None
    finally:
        os.close(receive)
        stop(pid)


def read_all(descriptor: int, until: float) -> bytes:
    """All that is written to a pipe; nothing if it is not closed in time."""
    text = b""
    while select.select([descriptor], [], [], max(0, until - time.monotonic()))[0]:
        more = os.read(descriptor, 1 << 16)
        if not more:
            return text
        text += more
    return b""


def stop(pid: int) -> None:
    """With all that it started in its process group."""
    for kill, target in ((os.kill, pid), (os.killpg, pid)):
        try:
            kill(target, signal.SIGKILL)
        except ProcessLookupError:
            pass  # it was quicker, or has no group of its own yet
    os.waitpid(pid, 0)
