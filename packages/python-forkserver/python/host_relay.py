"""Stands in for a console script that a step starts: a host has the script imported, and runs it with all it would have here.

    python -I -S host_relay.py SOCKET PROGRAM ARGUMENT...

To who started it this is the script: a child of theirs, that takes signals and ends as the script does. Where the host cannot
give the script what it would have, this becomes the script itself.
"""
import json
import os
import resource
import select
import signal
import socket
import sys

FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2)
# Python itself ignores them, and they would stay so in what this becomes.
IGNORED = (signal.SIGPIPE, signal.SIGXFSZ)


def main() -> None:
    # The numbers of signals, as bytes.
    signals, wake = socket.socketpair()
    for end in (signals, wake):
        end.setblocking(False)
    signal.set_wakeup_fd(wake.fileno())
    for number in FORWARDED:
        signal.signal(number, lambda *_: None)
    path, program, *argv = sys.argv[1:]
    host = offer(path, argv)
    if host is None:
        become(program, argv, signals)
    # Who reads the script's output waits until nobody else could write any.
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    end_as(wait(host, signals))


def offer(path: str, argv: list[str]) -> "socket.socket | None":
    """A connection to the host, once it has taken the script over."""
    if any(map(os.isatty, (0, 1, 2))):
        return None  # a terminal belongs to a session, and the host is in another
    try:
        host = socket.socket(socket.AF_UNIX)
        host.connect(path)
        own = {"cwd": os.getcwd(), "env": dict(os.environ), "umask": umask(), "standing": standing()}
        request = json.dumps({"argv": argv, **own}).encode() + b"\n"
        socket.send_fds(host, [request[:1]], [0, 1, 2])
        host.sendall(request[1:])
        return host if host.recv(1) == b"+" else None
    except OSError:
        return None


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def standing() -> "list[list[int]]":
    """Who a process is and what it may use: a host cannot give a script any other than its own."""
    names = [name for name in dir(resource) if name.startswith("RLIMIT_")]
    limits = [list(resource.getrlimit(getattr(resource, name))) for name in names]
    return [*limits, [os.getuid(), os.geteuid()], [os.getgid(), os.getegid()], os.getgroups()]


def become(program: str, argv: "list[str]", signals: socket.socket) -> None:
    for number in (*FORWARDED, *IGNORED):
        signal.signal(number, signal.SIG_DFL)
    try:
        for number in signals.recv(64):
            os.kill(os.getpid(), number)
    except BlockingIOError:
        pass
    os.execv(program, [program, *argv])


def wait(host: socket.socket, signals: socket.socket) -> int:
    """Hands signals on until the script has ended. @returns what `waitpid` says of it."""
    said = b""
    while not said.endswith(b"\n"):
        ready, _, _ = select.select([host, signals], [], [])
        try:
            if signals in ready:
                host.sendall(signals.recv(64))
            if host in ready:
                heard = host.recv(64)
                said += heard or b"%d\n" % signal.SIGKILL
        except OSError:
            return signal.SIGKILL  # the host has ended, and takes the script along
    return int(said)


def end_as(status: int) -> None:
    if not os.WIFSIGNALED(status):
        os._exit(os.WEXITSTATUS(status))
    number = os.WTERMSIG(status)
    # The script has written its core, if any.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if number != signal.SIGKILL:
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


if __name__ == "__main__":
    main()
