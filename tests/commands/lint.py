"""./run lint: style, types and the floors of the house; every check runs, so one visit shows all faults."""

import os
import subprocess
import sys

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy", "huiyin"),
    ("pytest", "-q", "tests/house/test_floors.py"),
)

if __name__ == "__main__":
    environ = {**os.environ, "HUIYIN_MODE": "test"}
    failed = [c for c in CHECKS if subprocess.run([sys.executable, "-m", *c], env=environ, check=False).returncode]
    if failed:
        sys.exit("Failed: " + "; ".join(" ".join(check) for check in failed))
