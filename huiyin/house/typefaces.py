"""Typefaces for the papers (文书): without one that has Chinese characters no paper can be drawn."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable

from huiyin.papers.drawing import fonts_here
from huiyin.papers.fonts import PACKAGE, NoFonts

#: Seconds for each of apt's steps; a line that is silent must not keep the site from starting.
PATIENCE = 300.0


def ensure_typefaces(say: Callable[[str], object]) -> None:
    """Where there is none, install Debian's free ones if we may; otherwise say what to type, and go on without.

    :param say: takes one line for the person at the terminal.
    """
    try:
        fonts_here()
    except NoFonts as missing:
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            say(str(missing))
            return
        say(f"Installing {PACKAGE}, the typefaces of the papers …")
        if not _install():
            say(str(missing))


def _install() -> bool:
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": environ, "stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "timeout": PATIENCE}
    steps = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", PACKAGE])
    try:
        return all(subprocess.run(step, **quiet).returncode == 0 for step in steps)  # type: ignore[call-overload]
    except subprocess.TimeoutExpired:
        return False
