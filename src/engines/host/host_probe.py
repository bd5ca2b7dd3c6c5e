"""What would become of the host, tried in a fork of it: whoever has started a thread or printed cannot take that back."""
import mmap
import os
import sys
from collections.abc import Callable

import host_anew as anew
import host_reads as reads


def bearable(modules: list[str], load: Callable[[str], None]) -> int:
    """How many of these modules, from the first on, the host could import and still fork steps."""
    borne = mmap.mmap(-1, 8)
    pid = os.fork()
    if pid == 0:
        try:
            reads.catch_output()
            try_all(modules, load, borne)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    count = int.from_bytes(borne[:], "little")
    borne.close()
    return count


def try_all(modules: list[str], load: Callable[[str], None], borne: mmap.mmap) -> None:
    seen = set(sys.modules)
    for count, module in enumerate(modules, 1):
        load(module)
        # Looking at all of them after each would take longer than importing them.
        anew.spread(sys.modules.keys() - seen)
        if reads.unfit():
            return
        seen = set(sys.modules)
        borne[:] = count.to_bytes(8, "little")
    # One that was there before may have come to hold something.
    anew.spread()
    if reads.unfit():
        borne[:] = bytes(8)
