"""Side effects of an import because of which no step may be forked."""
import os
import sys

import host_reads as reads


def catch_output() -> None:
    """Output from now on goes to a file, whose size shows that there was any."""
    # Not with `tempfile`, which would cache the folder of the host.
    name = f"output-{os.getpid()}"
    file = os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    os.unlink(name)
    for descriptor in (1, 2):
        os.dup2(file, descriptor)
    os.close(file)


def found() -> str | None:
    """Why no step may be forked from this process, if so."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.fstat(1).st_size > 0:
        return "it prints while it is imported"
    if reads.reading:
        return f"it {reads.reading} while it is imported"
    threads = count_threads()
    return f"it starts threads while it is imported ({threads - 1})" if threads > 1 else None


def count_threads() -> int:
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        import threading

        return threading.active_count()
