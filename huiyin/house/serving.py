"""The web server's process: it reads the application in once, and granian forks every web process from it.

What they have in common then lies in memory once, and a web process that is started again is there at once. Nothing of
the application may run before the fork: no connection, no thread. Where nothing is forked (macOS, Windows) granian
starts each anew, and each reads for itself.
"""

import multiprocessing
import sys

from granian.cli import entrypoint

from huiyin.insights.cutting import cut

if __name__ == "__main__":
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork")
        import huiyin.house.front  # noqa: F401

        cut("先把词典读进来")
    entrypoint()  # type: ignore[no-untyped-call]
