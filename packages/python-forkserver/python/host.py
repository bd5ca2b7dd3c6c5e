"""Keeps an engine imported and forks a process per step: the warm way to start a Python console script.

    python host.py PROGRAM LEARNED RELAYS MARKER        with a stream socket as descriptor 3

It imports what PROGRAM imports in its first lines, and what the file LEARNED says that steps came to need besides; that file
it writes. Then it takes a step from each line it reads from the socket:

    {"id", "argv", "cwd", "env", "streams", "hosts", "many"}
                 streams: path of the Unix socket that takes stdout and stderr; hosts: RELAYS of other hosts by PROGRAM;
                 many: it is one of so many steps that all that is known to come is computed before the second

and forks a process that becomes what `PROGRAM argv...` would be. It writes, a line each:

    {"ready": true} or {"unfit": why}                  once: whether the program can be hosted
    {"id", "pid"}, then {"id", "code", "signal"}       a step was forked, has ended
    {"id", "unfit": why}                               a step has to be started cold
    {"program": name}                                  steps start this script of the same installation
    {"cold": why}                                      so was PROGRAM itself, where a step of another host started it

Steps of other hosts that start PROGRAM have it done here, by way of the Unix socket RELAYS (`host_relay.py`).

Nothing here knows of any particular engine. When the socket closes, the host ends.
"""
import contextlib
import json
import mmap
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable

# Leaves no __pycache__ among the sources; engines write theirs as ever.
written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
import host_ahead as ahead
import host_harm as harm
import host_learned as learned
import host_lessons as lessons
import host_reads as reads
import host_relayed as relayed
import host_script as script
import host_step as step

sys.dont_write_bytecode = written


# Steps after which what earlier hosts learned is computed, where few are to come: by then it has cost these as much.
ENOUGH = 4
# Bytes a step may tell; of these only what it does tell takes memory.
REPORT = 1 << 22


class Host:
    def __init__(self, program: str, relays: str, control: socket.socket):
        self.control = control
        self.relays = relays
        self.is_step = False
        self.script = script.read(program)
        # Who is told of a step's end, as `waitpid` puts it, and the memory it shares with us for its report, by pid.
        self.running: dict[int, tuple[Callable[[int], None], mmap.mmap]] = {}
        self.ears = selectors.PollSelector()
        self.forked = 0
        self.enough = ENOUGH
        # Of the line that the harness is writing.
        self.pending = b""
        self.over = False

    def say(self, message: dict) -> None:
        self.control.sendall(json.dumps(message).encode() + b"\n")

    def run(self) -> None:
        """Imports what the script imports first and serves. Goes on here in each step, which never returns."""
        sys.path[0] = os.path.dirname(os.path.realpath(self.script.program))
        error = None
        reads.wait_for_step = self.wait
        try:
            with reads.recording():
                exec(self.script.imports, {"__name__": "__main__"})
        except BaseException as raised:
            error = raised
        if not self.is_step:
            reads.wait_for_step = None
            if error is not None:
                self.say({"unfit": f"it cannot be imported: {type(error).__name__}: {error}"})
                return
            self.serve()
        step.run_to_end(self.script, error)

    def wait(self) -> None:
        """Called by an import that is about to read what each step has to itself: it goes on in each step."""
        reads.wait_for_step = None
        reads.stop_recording()
        self.serve()

    def serve(self) -> None:
        """Returns in each step."""
        try:
            reads.note_changes()
            lessons.begin()
            ahead.settle()
            why = harm.found()
            self.say({"unfit": why} if why else {"ready": True})
            if not why:
                self.tell([name for kind, name, *_ in learned.known if kind == "program"])
                self.answer()
        except step.Forked:
            self.is_step = True
            return
        os._exit(0)

    def take(self, request: dict) -> None:
        id = request["id"]
        if request["many"]:
            # The first has another processor to itself meanwhile; the second would only do the same once more.
            self.enough = 1
            while self.forked == 1 and ahead.is_left():
                # Whose end is waited for is told meanwhile, or it would seem to take as long as this does.
                lessons.work_ahead(lambda: bool(self.reap()))
        why = lessons.unfit(request["env"])
        if why:
            self.say({"id": id, "unfit": why})
            return
        pid = self.fork(
            request,
            lambda: step.connect(request["streams"], id),
            lambda status: self.say({"id": id, **end_of(status)}),
        )
        self.say({"id": id, "pid": pid})

    def take_over(self, listener: socket.socket) -> None:
        """A script that a step of another host started."""
        taken = relayed.take(listener)
        if taken is None:
            return
        connection, request, stdio = taken
        why = lessons.unfit(request["env"]) or relayed.differs(request)
        if why:
            self.say({"cold": why})
            relayed.close(connection, stdio)
            return
        step.close_in_steps.append(connection.fileno())
        pid = self.fork(request, lambda: relayed.inherit(stdio), lambda status: self.hand_back(connection, status))
        for descriptor in stdio:
            os.close(descriptor)
        self.ears.register(connection, selectors.EVENT_READ, lambda: self.hand_on(connection, pid))
        with contextlib.suppress(OSError):
            connection.sendall(b"+")

    def hand_on(self, connection: socket.socket, pid: int) -> None:
        # It may have ended in the same moment.
        if pid in self.running and not relayed.forward(connection, pid):
            self.ears.unregister(connection)

    def hand_back(self, connection: socket.socket, status: int) -> None:
        with contextlib.suppress(KeyError):
            self.ears.unregister(connection)
        step.close_in_steps.remove(connection.fileno())
        with contextlib.suppress(OSError):
            connection.sendall(b"%d\n" % status)
        connection.close()

    def fork(self, request: dict, plug: Callable[[], None], ended: Callable[[int], None]) -> int:
        ahead.settle()
        # No descriptor, which the step could see.
        report = mmap.mmap(-1, REPORT)
        self.forked += 1
        pid = os.fork()
        if pid == 0:
            step.become(self.script, request, [self.control.fileno()], report, plug)
            raise step.Forked
        self.running[pid] = (ended, report)
        return pid

    def reap(self) -> None:
        for pid in list(self.running):
            reaped, status = os.waitpid(pid, os.WNOHANG)
            if reaped == 0:
                continue
            ended, report = self.running.pop(pid)
            self.tell(lessons.hear(report))
            ended(status)

    def tell(self, programs: list[str]) -> None:
        for name in programs:
            self.say({"program": name})

    def abandon(self) -> None:
        """The harness is gone, and nobody waits for the steps."""
        self.over = True
        for pid in self.running:
            os.killpg(pid, signal.SIGKILL)

    def answer(self) -> None:
        woken, wake = socket.socketpair()
        woken.setblocking(False)
        wake.setblocking(False)
        # Once is enough: whoever ended meanwhile is found. A warning would be something printed.
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        listener = relayed.listen(self.relays)
        step.close_in_steps.extend([woken.fileno(), wake.fileno(), listener.fileno()])
        self.ears.register(self.control, selectors.EVENT_READ, self.hear)
        self.ears.register(woken, selectors.EVENT_READ, lambda: (woken.recv(4096), self.reap()))
        self.ears.register(listener, selectors.EVENT_READ, lambda: self.take_over(listener))
        while not self.over:
            if self.has_time():
                lessons.work_ahead(lambda: bool(self.ears.select(0)))
            for key, _ in self.ears.select(0 if self.has_time() else None):
                key.data()

    def has_time(self) -> bool:
        return ahead.is_left() and self.forked >= self.enough

    def hear(self) -> None:
        data = self.control.recv(1 << 16)
        if not data:
            self.abandon()
        *lines, self.pending = (self.pending + data).split(b"\n")
        for line in lines:
            self.take(json.loads(line))


def end_of(status: int) -> dict:
    code = os.waitstatus_to_exitcode(status)
    return {"code": None if code < 0 else code, "signal": signal.Signals(-code).name if code < 0 else None}


def main() -> None:
    _, program, file, relays, step.marker = sys.argv
    host = Host(program, relays, socket.socket(fileno=3))
    relayed.note_strange([host.control.fileno()])
    learned.file = file
    reads.know_own(os.path.dirname(relays))
    harm.catch_output()
    host.run()


main()
