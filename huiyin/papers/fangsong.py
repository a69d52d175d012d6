"""A free FangSong (仿宋) for machines that own none: FandolFang and FandolKai, taken out of a package of Debian.

GB/T 9704 wants 仿宋 and 楷体. The official ones may not be shipped; Fandol's are free (GPL with the font exception,
which leaves documents set in them alone) and have all 6,763 characters of GB 2312. Rarer ones come from Noto.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Final

PACKAGE: Final = "texlive-lang-chinese"
FACES: Final = ("FandolFang-Regular.otf", "FandolKai-Regular.otf")


class NotFetched(RuntimeError):
    """The typefaces could not be had; the words say why and what to do instead."""


def fetch(folder: Path) -> list[Path]:
    """Download the package with apt (50 MB), take the two typefaces out, throw the rest away.

    :param folder: the office's own typefaces, ``fonts`` in the data folder.
    :raises NotFetched: this is no Debian or Ubuntu, or the package cannot be reached.
    """
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise NotFetched(f"This needs Debian or Ubuntu. Elsewhere put {' and '.join(FACES)} into {folder}.")
    with tempfile.TemporaryDirectory() as here:
        Path(here).chmod(0o755)
        done = subprocess.run(["apt-get", "download", PACKAGE], cwd=here, capture_output=True, text=True, check=False)
        package = next(Path(here).glob("*.deb"), None)
        if package is None:
            raise NotFetched(f"apt-get download {PACKAGE} failed: {done.stderr.strip() or done.stdout.strip()}")
        return take_out(package, folder)


def take_out(package: Path, folder: Path) -> list[Path]:
    """The two typefaces of a downloaded package, put into a folder; what is there already is written anew.

    :raises NotFetched: the package does not hold them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE) as unpacking:
        assert unpacking.stdout is not None
        with tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive:
            for entry in archive:
                face = Path(entry.name).name
                data = archive.extractfile(entry) if face in FACES and entry.isfile() else None
                if data is not None:
                    (folder / face).write_bytes(data.read())
                    found.append(folder / face)
    if len(found) != len(FACES):
        raise NotFetched(f"{package.name} does not hold {' and '.join(FACES)}.")
    return sorted(found)
