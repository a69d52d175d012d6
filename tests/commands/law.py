"""./run law: the tests of the law alone, without Django; --deep tries 100,000 histories for each property."""

import subprocess
import sys

ARGUMENTS = ["--hypothesis-profile=deep" if given == "--deep" else given for given in sys.argv[1:]]
COMMAND = [sys.executable, "-m", "pytest", "-p", "no:django", "-q", "tests/law", *ARGUMENTS]

if __name__ == "__main__":
    sys.exit(subprocess.run(COMMAND, check=False).returncode)
