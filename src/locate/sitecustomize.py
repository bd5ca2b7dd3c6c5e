"""Traces a Python process of a step with coverage.py. Python imports this module when it starts, because PYTHONPATH names its folder.

The engine must not notice: sys.path is as without it, and another sitecustomize is imported as usual.
"""
import json
import os
import sys


def trace(into, tracers, include):
    # The tracer is compiled for one version of Python; an engine may start programs of another.
    library = os.path.join(tracers, sys.implementation.cache_tag)
    if not os.path.isdir(library):
        open(os.path.join(into, f"untraced-{os.getpid()}"), "w").close()
        return
    sys.path.insert(0, library)
    try:
        import coverage
    finally:
        sys.path.remove(library)
    traced = coverage.Coverage(
        data_file=os.path.join(into, "lines"), data_suffix=True, config_file=False, include=include
    )
    traced.set_option("run:core", "ctrace")
    # A step that exceeds its time limit gets SIGTERM first.
    traced.set_option("run:sigterm", True)
    # Warnings would be printed to the stderr of the engine.
    traced.set_option("run:disable_warnings", ["no-data-collected", "no-ctracer", "trace-changed"])
    traced.start()
    import atexit

    def save():
        traced.stop()
        traced.save()

    atexit.register(save)


def hide():
    """Leaves sys.path as it is without this folder, and imports the sitecustomize that it hides."""
    own = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [each for each in sys.path if each != own]
    sys.modules.pop("sitecustomize", None)
    try:
        import sitecustomize  # noqa: F401
    except ImportError:
        pass


hide()
if "COMPAT_TRACE" in os.environ:
    trace(**json.loads(os.environ["COMPAT_TRACE"]))
