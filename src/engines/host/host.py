"""Keeps an engine imported and forks a process per step: the warm way to start a Python console script.

    python host.py PROGRAM LEARNED        with a stream socket as descriptor 3

It imports what PROGRAM imports in its first lines, and what the file LEARNED says that steps came to need besides; that file
it writes. Then it takes a step from each line it reads from the socket:

    {"id", "argv", "cwd", "env", "mark", "streams"}    streams: path of the Unix socket that takes stdout and stderr

and forks a process that becomes what `PROGRAM argv...` would be. It writes, a line each:

    {"ready": true} or {"unfit": why}                  once: whether the program can be hosted
    {"id", "pid"}, then {"id", "code", "signal"}       a step was forked, has ended
    {"id", "unfit": why}                               a step has to be started cold

Nothing here knows of any particular engine. When the socket closes, the host ends.
"""
import importlib
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
import host_anew as anew
import host_learned as learned
import host_probe as probe
import host_reads as reads
import host_script as script
import host_step as step
import host_templates as templates

sys.dont_write_bytecode = written


# Templates that are worth a pause: taking one apart is quick, making ready for forks again is not.
MANY = 20
# Bytes a step may tell; of these only what it does tell takes memory.
REPORT = 1 << 22


class Host:
    def __init__(self, program: str, control: socket.socket):
        self.control = control
        self.script = script.read(program)
        # What steps came to import and to compute, to be done here before the next fork.
        self.wanted: list[tuple] = []
        # Modules that cannot be imported here, or would keep steps from being forked: they are left to them.
        self.left: set[str] = set()
        # Id of a step and the memory it shares with us for its report, by pid.
        self.running: dict[int, tuple[str, mmap.mmap]] = {}

    def say(self, message: dict) -> None:
        self.control.sendall(json.dumps(message).encode() + b"\n")

    def prepare(self) -> None:
        sys.path[0] = os.path.dirname(os.path.realpath(self.script.program))
        with reads.recording():
            exec(self.script.imports, {"__name__": "__main__"})
        ahead.settle()
        # Tried by an earlier host.
        if not reads.unfit():
            self.learn(learned.read(), self.load)

    def learn(self, wanted: list[tuple], load: Callable[[list[str]], None]) -> None:
        """Imports what earlier steps came to import; what they computed there is time for later."""
        modules = [what for kind, what, *_ in wanted if kind == "module"]
        if modules:
            ahead.unsettle()
            with reads.recording(again=True):
                load(modules)
        ahead.add([one for one in wanted if one[0] != "module"])
        self.forget_unfit()

    def forget_unfit(self) -> None:
        if reads.unfit():
            learned.forget()

    def has_to_learn(self) -> bool:
        return len(self.wanted) >= MANY or any(kind != "template" for kind, *_ in self.wanted)

    def load_harmless(self, modules: list[str]) -> None:
        """Modules that do not keep steps from being forked. All are tried in a fork; halves lead to those that do."""
        if probe.bears(lambda: self.load(modules)):
            self.load(modules)
        elif len(modules) > 1:
            half = len(modules) // 2
            self.load_harmless(modules[:half])
            self.load_harmless(modules[half:])
        else:
            self.left.update(modules)

    def load(self, modules: list[str]) -> None:
        for module in modules:
            if module in sys.modules or module in anew.names:
                continue
            try:
                importlib.import_module(module)
            except BaseException:
                self.left.add(module)

    def take(self, request: dict) -> None:
        why = reads.unfit() or reads.differs(request["env"])
        if not why and self.has_to_learn():
            wanted, self.wanted = self.wanted, []
            self.learn(wanted, self.load_harmless)
            why = reads.unfit()
            if not why:
                learned.keep([one for one in wanted if one[0] != "module" or one[1] not in self.left])
            why = why or reads.differs(request["env"])
        if why:
            self.say({"id": request["id"], "unfit": why})
            return
        ahead.settle()
        # No descriptor, which the step could see.
        report = mmap.mmap(-1, REPORT)
        pid = os.fork()
        if pid == 0:
            step.become(self.script, request, [self.control.fileno()], report)
        self.running[pid] = (request["id"], report)
        self.say({"id": request["id"], "pid": pid})

    def reap(self) -> None:
        for pid in list(self.running):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended == 0:
                continue
            id, report = self.running.pop(pid)
            self.want(report)
            code = os.waitstatus_to_exitcode(status)
            name = signal.Signals(-code).name if code < 0 else None
            self.say({"id": id, "code": None if code < 0 else code, "signal": name})

    def want(self, report: mmap.mmap) -> None:
        # What lies behind it has never been touched, and should take no memory now.
        lines = report[: report.find(b"\0")].split(b"\n")[:-1]
        report.close()
        news = [learned.hashable(json.loads(line)) for line in lines]
        self.wanted.extend(filter(self.is_wanted, news))

    def is_wanted(self, one: tuple) -> bool:
        kind, *what = one
        return templates.wanted(tuple(what)) if kind == "template" else kind != "module" or what[0] not in self.left

    def abandon(self) -> None:
        """The harness is gone, and nobody waits for the steps."""
        for pid in self.running:
            os.killpg(pid, signal.SIGKILL)

    def serve(self) -> None:
        woken, wake = socket.socketpair()
        woken.setblocking(False)
        wake.setblocking(False)
        signal.set_wakeup_fd(wake.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        step.close_in_steps.extend([woken.fileno(), wake.fileno()])
        ears = selectors.PollSelector()
        ears.register(self.control, selectors.EVENT_READ)
        ears.register(woken, selectors.EVENT_READ)
        pending = b""
        while True:
            if ahead.is_left():
                ahead.work(lambda: bool(ears.select(0)))
                self.forget_unfit()
            for key, _ in ears.select(0 if ahead.is_left() else None):
                if key.fileobj is woken:
                    woken.recv(4096)
                    self.reap()
                    continue
                data = self.control.recv(1 << 16)
                if not data:
                    self.abandon()
                    return
                *lines, pending = (pending + data).split(b"\n")
                for line in lines:
                    self.take(json.loads(line))


def main() -> None:
    host = Host(sys.argv[1], socket.socket(fileno=3))
    learned.file = sys.argv[2]
    reads.catch_output()
    try:
        host.prepare()
    except BaseException as error:
        host.say({"unfit": f"it cannot be imported: {type(error).__name__}: {error}"})
        return
    why = reads.unfit()
    host.say({"unfit": why} if why else {"ready": True})
    if not why:
        host.serve()


main()
