"""Programs of ours that a test starts, and that end with it whatever happens."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from huiyin.house.config import ROOT


@contextmanager
def manage(command: str, environ: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A command of ``manage.py``, killed at the end: a test that fails must not wait for it for ever."""
    with subprocess.Popen([sys.executable, "manage.py", command], cwd=ROOT, env=environ) as process:
        try:
            yield process
        finally:
            process.kill()
