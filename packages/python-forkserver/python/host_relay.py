"""Is started in place of a console script that a step starts, and has it forked by a host that has imported it.

    python -I -S host_relay.py SOCKET PROGRAM ARGUMENT...

For the process that started it this is the script: a child that receives signals and ends as the script does. If the host cannot
fork the script as it would run here, this executes the script itself.
"""
import json
import os
import resource
import select
import signal
import socket
import sys

FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2)
# Signals that Python ignores; they would stay ignored in the script.
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
    # A reader of the output waits until all descriptors for it are closed.
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    end_as(wait(host, signals))


def offer(path: str, argv: list[str]) -> "socket.socket | None":
    """Returns a connection to the host after it has started the script."""
    if any(map(os.isatty, (0, 1, 2))):
        return None  # a terminal belongs to a session, and the host is in another
    try:
        host = socket.socket(socket.AF_UNIX)
        host.connect(path)
        own = {"cwd": os.getcwd(), "env": dict(os.environ), "umask": umask(), "identity": identity()}
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


def identity() -> "list[list[int]]":
    """User, groups and limits of this process: a host cannot fork a script with others than its own."""
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
    """Forwards signals until the script has ended. @returns its status of `waitpid`."""
    status = b""
    while not status.endswith(b"\n"):
        ready, _, _ = select.select([host, signals], [], [])
        try:
            if signals in ready:
                host.sendall(signals.recv(64))
            if host in ready:
                status += host.recv(64) or b"%d\n" % signal.SIGKILL
        except OSError:
            return signal.SIGKILL  # the host has ended, and with it the script
    return int(status)


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
