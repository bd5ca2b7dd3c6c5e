"""Keeps a Python console script imported and forks a process for each start of it, a step.

    python host.py PROGRAM LEARNED RELAYS MARKER        with a stream socket as descriptor 3

It imports what PROGRAM imports in its first lines. The file LEARNED, which it also writes, names what steps of earlier hosts
had to compute; it computes that in advance. MARKER is the variable by which the processes of a step are recognised. It reads a
step from each line of the socket:

    {"id", "argv", "cwd", "env", "streams", "hosts", "many"}
                 streams: path of the Unix socket that takes stdout and stderr; hosts: RELAYS of other hosts by PROGRAM;
                 many: so many steps will follow that everything is computed before the second one

and forks a process that becomes what `PROGRAM argv...` would be. It writes one line for each of these events:

    {"ready": true} or {"unfit": why}                  once: whether the program can be forked
    {"id", "pid"}, then {"id", "code", "signal"}       a step was forked, has ended
    {"id", "unfit": why}                               a step has to be started cold
    {"program": name}                                  steps start this script of the same installation
    {"cold": why}                                      PROGRAM, started by a step of another host, had to be started cold

Where steps of other hosts start PROGRAM, a relay (`host_relay.py`) has it forked here, through the Unix socket RELAYS.

When the socket closes, the host ends.
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

# Writes no __pycache__ among our sources; programs write theirs as usual.
written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
import host_ahead as ahead
import host_harm as harm
import host_interpreter as interpreter
import host_lessons as lessons
import host_reads as reads
import host_relayed as relayed
import host_step as step

sys.dont_write_bytecode = written


# Number of steps after which the host computes in advance if few steps will follow: by then each has computed most of it.
ENOUGH = 4
# Maximum size of a step's report. Only the part that is written takes memory.
REPORT_BYTES = 1 << 22


class Host:
    def __init__(self, program: str, relays: str, control: socket.socket):
        self.control = control
        self.relays = relays
        self.is_step = False
        self.script = interpreter.read(program)
        # By pid of a step: what to call with its status of `waitpid`, and the shared memory that holds its report.
        self.running: dict[int, tuple[Callable[[int], None], mmap.mmap]] = {}
        self.selector = selectors.PollSelector()
        self.forked = 0
        self.enough = ENOUGH
        # The beginning of a line that is not complete yet.
        self.pending = b""
        self.over = False

    def send(self, message: dict) -> None:
        self.control.sendall(json.dumps(message).encode() + b"\n")

    def run(self) -> None:
        """Imports what the script imports first and serves. Each step continues here and never returns."""
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
                self.send({"unfit": f"it cannot be imported: {type(error).__name__}: {error}"})
                return
            self.serve()
        step.run_to_end(self.script, error)

    def wait(self) -> None:
        """Called by an import that is about to read something specific to a step: each step continues the import."""
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
            self.send({"unfit": why} if why else {"ready": True})
            if not why:
                self.send_scripts([name for kind, name, *_ in lessons.known if kind == "program"])
                self.work()
        except step.Forked:
            self.is_step = True
            return
        os._exit(0)

    def start_step(self, request: dict) -> None:
        id = request["id"]
        if request["many"]:
            # The first step runs on another processor meanwhile; the second would only compute the same again.
            self.enough = 1
            while self.forked == 1 and ahead.is_left():
                # If a step ends meanwhile, its end is reported at once.
                lessons.work_ahead(lambda: bool(self.reap()))
        why = lessons.unfit(request["env"])
        if why:
            self.send({"id": id, "unfit": why})
            return
        pid = self.fork(
            request,
            lambda: step.connect_streams(request["streams"], id),
            lambda status: self.send({"id": id, **end_of(status)}),
        )
        self.send({"id": id, "pid": pid})

    def start_relayed(self, listener: socket.socket) -> None:
        """A script that a step of another host started."""
        taken = relayed.take(listener)
        if taken is None:
            return
        connection, request, stdio = taken
        why = lessons.unfit(request["env"]) or relayed.differs(request)
        if why:
            self.send({"cold": why})
            relayed.close(connection, stdio)
            return
        step.close_in_steps.append(connection.fileno())
        pid = self.fork(request, lambda: relayed.inherit(stdio), lambda status: self.return_status(connection, status))
        for descriptor in stdio:
            os.close(descriptor)
        self.selector.register(connection, selectors.EVENT_READ, lambda: self.forward_signals(connection, pid))
        with contextlib.suppress(OSError):
            connection.sendall(b"+")

    def forward_signals(self, connection: socket.socket, pid: int) -> None:
        # The step may have ended at the same moment.
        if pid in self.running and not relayed.forward(connection, pid):
            self.selector.unregister(connection)

    def return_status(self, connection: socket.socket, status: int) -> None:
        with contextlib.suppress(KeyError):
            self.selector.unregister(connection)
        step.close_in_steps.remove(connection.fileno())
        with contextlib.suppress(OSError):
            connection.sendall(b"%d\n" % status)
        connection.close()

    def fork(self, request: dict, connect: Callable[[], None], ended: Callable[[int], None]) -> int:
        ahead.settle()
        # Anonymous memory: a descriptor would be visible in the step.
        report = mmap.mmap(-1, REPORT_BYTES)
        self.forked += 1
        pid = os.fork()
        if pid == 0:
            step.become(self.script, request, [self.control.fileno()], report, connect)
            raise step.Forked
        self.running[pid] = (ended, report)
        return pid

    def reap(self) -> None:
        for pid in list(self.running):
            reaped, status = os.waitpid(pid, os.WNOHANG)
            if reaped == 0:
                continue
            ended, report = self.running.pop(pid)
            self.send_scripts(lessons.read_report(report))
            ended(status)

    def send_scripts(self, programs: list[str]) -> None:
        for name in programs:
            self.send({"program": name})

    def give_up(self) -> None:
        """Our parent has ended, so no process waits for the steps."""
        self.over = True
        for pid in self.running:
            os.killpg(pid, signal.SIGKILL)

    def work(self) -> None:
        woken, wake = socket.socketpair()
        woken.setblocking(False)
        wake.setblocking(False)
        # One wake-up is enough for several ended steps. A warning about a full buffer would be output.
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        listener = relayed.listen(self.relays)
        step.close_in_steps.extend([woken.fileno(), wake.fileno(), listener.fileno()])
        self.selector.register(self.control, selectors.EVENT_READ, self.read_requests)
        self.selector.register(woken, selectors.EVENT_READ, lambda: (woken.recv(4096), self.reap()))
        self.selector.register(listener, selectors.EVENT_READ, lambda: self.start_relayed(listener))
        while not self.over:
            if self.has_time():
                lessons.work_ahead(lambda: bool(self.selector.select(0)))
            for key, _ in self.selector.select(0 if self.has_time() else None):
                key.data()

    def has_time(self) -> bool:
        return ahead.is_left() and self.forked >= self.enough

    def read_requests(self) -> None:
        data = self.control.recv(1 << 16)
        if not data:
            self.give_up()
        *lines, self.pending = (self.pending + data).split(b"\n")
        for line in lines:
            self.start_step(json.loads(line))


def end_of(status: int) -> dict:
    code = os.waitstatus_to_exitcode(status)
    return {"code": None if code < 0 else code, "signal": signal.Signals(-code).name if code < 0 else None}


def main() -> None:
    _, program, file, relays, step.marker = sys.argv
    host = Host(program, relays, socket.socket(fileno=3))
    relayed.note_inherited([host.control.fileno()])
    lessons.file = file
    reads.know_own(os.path.dirname(relays))
    harm.catch_output()
    host.run()


main()
