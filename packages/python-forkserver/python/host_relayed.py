"""Scripts that steps of other hosts start, as relays hand them over (`host_relay.py`)."""
import contextlib
import json
import os
import signal
import socket
from typing import NamedTuple

import host_relay as relay
import host_step as step

# Descriptors the host was started with, and which a script that is started without them may not see.
strange: list[int] = []
# Seconds a relay, which has all at hand, may take to say what it wants.
PATIENCE = 5


class Relayed(NamedTuple):
    connection: socket.socket
    # Of the script; what `become` takes of a step.
    request: dict
    # Its descriptors 0, 1 and 2.
    stdio: list[int]


def listen(path: str) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    return listener


def take(listener: socket.socket) -> Relayed | None:
    connection, _ = listener.accept()
    connection.settimeout(PATIENCE)
    stdio = []
    try:
        text, stdio, _, _ = socket.recv_fds(connection, 1 << 16, 3)
        while not text.endswith(b"\n"):
            more = connection.recv(1 << 16)
            if not more:
                raise EOFError
            text += more
        request = json.loads(text)
        if step.marker not in request["env"]:
            raise ValueError("its processes could not be recognised")
        return Relayed(connection, request, stdio)
    except (OSError, EOFError, ValueError, KeyError):
        close(connection, stdio)
        return None


def close(connection: socket.socket, stdio: list[int]) -> None:
    connection.close()
    for descriptor in stdio:
        os.close(descriptor)


def differs(request: dict) -> str | None:
    """Why the script cannot be had here, if so."""
    return None if request["standing"] == relay.standing() else "it is started as another user or with limits of its own"


def forward(connection: socket.socket, pid: int) -> bool:
    """Hands signals on to the script. Whether its relay is still there; with the relay goes the script."""
    try:
        numbers = connection.recv(64)
    except OSError:
        numbers = b""
    with contextlib.suppress(ProcessLookupError):
        for number in numbers or [signal.SIGKILL]:
            os.kill(pid, number)
    if not numbers:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
    return bool(numbers)


def inherit(stdio: list[int]) -> None:
    """In the script's process: its three descriptors are those of the relay, and it has no others."""
    for target, descriptor in enumerate(stdio):
        os.dup2(descriptor, target, inheritable=True)
    for descriptor in [*stdio, *strange]:
        os.close(descriptor)


def note_strange(own: list[int]) -> None:
    """Before the host has opened any but its `own`."""
    descriptors = [int(name) for name in os.listdir("/dev/fd") if os.path.lexists(f"/dev/fd/{name}")]
    strange.extend(descriptor for descriptor in descriptors if descriptor > 2 and descriptor not in own)
