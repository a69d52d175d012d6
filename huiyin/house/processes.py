"""A few child processes that live and die together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

PATIENCE = 10.0
GLANCE = 0.1
PR_SET_PDEATHSIG = 1

Child = subprocess.Popen[bytes]


def run_together(commands: Sequence[Sequence[str]]) -> int:
    """Run all commands until one ends or SIGINT/SIGTERM arrives, then end the others.

    Returns:
        0 when asked to stop; otherwise the exit code of the child that ended first, 1 if that was 0.
    """
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: asked.append(number))
    children = [_start(command) for command in commands]
    try:
        while not asked:
            if ended := [child for child in children if child.poll() is not None]:
                return _report(ended[0])
            time.sleep(GLANCE)
        return 0
    finally:
        _end(children)


def _start(command: Sequence[str]) -> Child:
    """Each child leads its own group, so that what it started can be ended with it."""
    return subprocess.Popen(command, process_group=0, preexec_fn=_end_with_parent)


def _end_with_parent() -> None:
    """Where Linux offers it, a child is told when we are killed and cannot tell it ourselves."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _report(child: Child) -> int:
    code = child.returncode if child.returncode >= 0 else 128 - child.returncode
    name = child.args[-1] if isinstance(child.args, list) else child.args
    print(f"{name!s} ended by itself with code {code}; everything else is being ended too.", file=sys.stderr)
    return code or 1


def _end(children: Sequence[Child]) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass
        finally:
            _kill_group(child)


def _kill_group(child: Child) -> None:
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # macOS says the second for a group of zombies
        return
    child.wait()
