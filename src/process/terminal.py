"""Runs a program in a pseudo-terminal and answers what it asks.

    python terminal.py '[["question", "answer"], ...]' PROGRAM argv...

What the terminal shows goes to stdout. An answer is typed when its question has been shown and the
program waits. This process ends as the program does: with its exit code, or by its signal.
"""
import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios


# How long no output must come before the program counts as waiting.
QUIET_SECONDS = 0.05


def size(descriptor: int) -> None:
    lines, columns = int(os.environ.get("LINES", 24)), int(os.environ.get("COLUMNS", 80))
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def asleep(terminal: int) -> bool:
    """Whether all processes at the terminal sleep. Without /proc, missing output has to suffice."""
    group = os.tcgetpgrp(terminal)
    for pid in filter(str.isdigit, os.listdir("/proc") if os.path.isdir("/proc") else []):
        try:
            with open(f"/proc/{pid}/stat") as file:
                state, _, of = file.read().rpartition(")")[2].split()[:3]
        except OSError:  # has ended
            continue
        if int(of) == group and state != "S":
            return False
    return True


def main() -> None:
    answers, command = [(q.encode(), a.encode()) for q, a in json.loads(sys.argv[1])], sys.argv[2:]
    pid, terminal = pty.fork()
    if pid == 0:
        size(0)
        os.execv(command[0], command)
    # A SIGTERM is for the program, which would get a SIGHUP when this process ends and its terminal closes.
    signal.signal(signal.SIGTERM, lambda *_: os.kill(pid, signal.SIGTERM))
    shown = b""
    while True:
        asked = bool(answers) and answers[0][0] in shown
        # A program that hides input discards what was typed before, and it hides input only after its question.
        if asked and not select.select([terminal], [], [], QUIET_SECONDS)[0]:
            if asleep(terminal):
                question, answer = answers.pop(0)
                shown = shown[shown.index(question) + len(question):]
                os.write(terminal, answer + b"\n")
            continue
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:  # no process has the other end open any more
            break
        if not data:
            break
        os.write(1, data)
        shown += data
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)


main()
