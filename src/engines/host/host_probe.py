"""What would become of the host, tried in a fork of it: whoever has started a thread or printed cannot take that back."""
import os
from collections.abc import Callable

import host_anew as anew
import host_reads as reads


def bears(do: Callable[[], None]) -> bool:
    """Whether the host could do this and still fork steps."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    try:
        reads.catch_output()
        do()
        anew.spread()
        os._exit(1 if reads.unfit() else 0)
    finally:
        os._exit(1)
