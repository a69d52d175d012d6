"""Run the tests of the law alone, without Django, in a moment; --deep tries 100,000 histories for each property."""

import subprocess
import sys

PROFILE = "deep" if "--deep" in sys.argv else "quick"
ARGUMENTS = [f"--hypothesis-profile={PROFILE}", *(given for given in sys.argv[1:] if given != "--deep")]
COMMAND = [sys.executable, "-m", "pytest", "-p", "no:django", "-q", "tests/law", *ARGUMENTS]

if __name__ == "__main__":
    sys.exit(subprocess.run(COMMAND, check=False).returncode)
