"""Runs a program in a pseudo-terminal and answers what it asks.

    python terminal.py '[["question", "answer"], ...]' PROGRAM argv...

What the terminal shows goes to stdout. An answer is typed once its question has been shown; the program ends as it would:
with its exit code, or by its signal.
"""
import fcntl
import json
import os
import pty
import signal
import struct
import sys
import termios


def size(descriptor: int) -> None:
    lines, columns = int(os.environ.get("LINES", 24)), int(os.environ.get("COLUMNS", 80))
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def main() -> None:
    answers, command = [(q.encode(), a.encode()) for q, a in json.loads(sys.argv[1])], sys.argv[2:]
    pid, terminal = pty.fork()
    if pid == 0:
        size(0)
        os.execv(command[0], command)
    shown = b""
    while True:
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:  # nobody holds the other end any more
            break
        if not data:
            break
        os.write(1, data)
        shown += data
        while answers and answers[0][0] in shown:
            question, answer = answers.pop(0)
            shown = shown[shown.index(question) + len(question):]
            os.write(terminal, answer + b"\n")
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)


main()
