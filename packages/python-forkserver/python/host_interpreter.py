"""Reads a console script, runs it as `__main__`, and ends as an interpreter does."""
import ast
import atexit
import gc
import importlib.machinery
import os
import signal
import sys
import threading
import types
from typing import NamedTuple


class Script(NamedTuple):
    program: str
    code: types.CodeType
    imports: types.CodeType


def read(program: str) -> Script:
    with open(program, encoding="utf-8") as file:
        source = file.read()
    code, imports = (compile(part, program, "exec") for part in (source, first_imports(source)))
    return Script(program, code, imports)


def first_imports(source: str) -> ast.Module:
    """The imports at the beginning of a script. Later ones may depend on code before them."""
    leading = []
    for node in ast.parse(source).body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            leading.append(node)
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            break
    return ast.Module(leading, [])


def main_of(script: Script) -> types.ModuleType:
    module = types.ModuleType("__main__")
    loader = importlib.machinery.SourceFileLoader("__main__", script.program)
    module.__dict__.update(__file__=script.program, __builtins__=sys.modules["builtins"], __loader__=loader)
    module.__dict__.update(__annotations__={}, __cached__=None)
    return module


def run(script: Script, error: BaseException | None) -> int:
    """Runs the script as `__main__`. Ends as the interpreter would: exit code of SystemExit, traceback otherwise."""
    try:
        if error is not None:
            raise error
        exec(script.code, sys.modules["__main__"].__dict__)
    except SystemExit as exit:
        return code_of(exit)
    except BaseException as error:
        # Without our frames.
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename != script.program:
            trace = trace.tb_next
        try:
            sys.excepthook(type(error), error.with_traceback(trace), trace)
        except SystemExit as exit:
            return code_of(exit)
        if isinstance(error, KeyboardInterrupt):
            end()
            flush(1)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGINT)
        return 1
    return 0


def code_of(exit: SystemExit) -> int:
    if exit.code is None or isinstance(exit.code, int):
        return (exit.code or 0) & 0xFF
    print(exit.code, file=sys.stderr)
    return 1


def end() -> None:
    """The visible part of the end of an interpreter; tearing down its modules would take half a second."""
    threading._shutdown()
    # After the exit functions an interpreter stops other threads: with this interval none gets the lock until we are done.
    sys.setswitchinterval(0.5)
    atexit._run_exitfuncs()
    # Collecting garbage now could run finalisers that print.
    gc.disable()


def flush(code: int) -> int:
    # Writing lets other threads run: with this interval we get the lock back soon.
    sys.setswitchinterval(1e-6)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return 120
    return code
