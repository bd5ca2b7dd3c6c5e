"""The host's side of relays (`host_relay.py`): scripts that steps of other hosts start."""
import contextlib
import json
import os
import signal
import socket
from typing import NamedTuple

import host_relay as relay
import host_step as step

# Descriptors that the host was started with, closed in relayed scripts.
inherited: list[int] = []
# How long a relay may take to send its request, which it has ready when it connects.
REQUEST_TIMEOUT_SECONDS = 5


class Relayed(NamedTuple):
    connection: socket.socket
    # As `become` takes it.
    request: dict
    # Descriptors 0, 1 and 2 of the script.
    stdio: list[int]


def listen(path: str) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    return listener


def take(listener: socket.socket) -> Relayed | None:
    connection, _ = listener.accept()
    connection.settimeout(REQUEST_TIMEOUT_SECONDS)
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
    """Why the script cannot be forked here, if so."""
    return None if request["identity"] == relay.identity() else "it is started as another user or with limits of its own"


def forward(connection: socket.socket, pid: int) -> bool:
    """Forwards signals to the script and kills it when its relay has ended. @returns whether the relay is alive."""
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
    """In the process of the script: it has the three descriptors of the relay and no others."""
    for target, descriptor in enumerate(stdio):
        os.dup2(descriptor, target, inheritable=True)
    for descriptor in [*stdio, *inherited]:
        os.close(descriptor)


def note_inherited(own: list[int]) -> None:
    """Is called before the host opens any descriptor except its `own`."""
    descriptors = [int(name) for name in os.listdir("/dev/fd") if os.path.lexists(f"/dev/fd/{name}")]
    inherited.extend(descriptor for descriptor in descriptors if descriptor > 2 and descriptor not in own)
