"""The packages of corpus.toml in the cache: downloaded by pip, checked, unpacked once."""

import hashlib
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from oracle import CACHE, PYTHON


class Project(NamedTuple):
    name: str
    version: str
    versions: str
    sha256: str
    live: bool = False
    requires: tuple = ()

    @property
    def root(self):
        """What the wheel unpacks to: the folder that would be on sys.path."""
        return CACHE / "corpus" / self.name.replace("-", "_")

    @property
    def folder(self):
        return self.root / self.versions

    @property
    def site(self):
        """What the application needs to be imported, for the oracle alone."""
        return CACHE / "corpus" / f"{self.name.replace('-', '_')}.requires"

    def is_unpacked(self):
        return (self.root / f"{self.name.replace('-', '_')}-{self.version}.dist-info").exists()


def download(project):
    folder = CACHE / "corpus" / "dl"
    folder.mkdir(parents=True, exist_ok=True)
    pattern = f"{project.name.replace('-', '_')}-{project.version}-*.whl"
    if not list(folder.glob(pattern)):
        subprocess.run([PYTHON, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                        "--only-binary=:all:", "-d", folder, f"{project.name}=={project.version}"], check=True)
    wheel = next(folder.glob(pattern))
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != project.sha256:
        raise SystemExit(f"{wheel} is not the file that corpus.toml names")
    return wheel


def install_requirements(project):
    note = project.site / "installed.txt"
    if not project.requires or note.exists() and note.read_text() == "\n".join(project.requires):
        return
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade",
                    "--only-binary=:all:", "--target", project.site, *project.requires], check=True)
    note.write_text("\n".join(project.requires))


def projects():
    found = [Project(**row) for row in tomllib.loads((HERE / "corpus.toml").read_text())["project"]]
    for project in found:
        if not project.is_unpacked():
            with zipfile.ZipFile(download(project)) as wheel:
                wheel.extractall(project.root)
        install_requirements(project)
    return found
