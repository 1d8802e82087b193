"""Makes what the commands stand on: the Python environment in .venv and the front-end assets in static/vendor."""

import importlib.util
import os
import shutil
import subprocess
import venv
from pathlib import Path

from door.ground import PYTHON, ROOT, STATE, VENV, Stamp, Stop, must_run, say

OLDEST_NODE = 20


def lock_file(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def make_venv() -> None:
    """Makes .venv, or makes it anew when the Python that it was made with is gone."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0:
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop("Python's venv is missing. Install it (Debian, Ubuntu: apt install python3-venv) and start again.")
    say("Making the environment in .venv")
    venv.create(VENV, clear=True, with_pip=True, symlinks=True)


def install(*names: str) -> None:
    """Installs lock files with their hashes verified; one that is installed already is skipped."""
    make_venv()
    for name in names:
        stamp = Stamp(VENV / "stamps" / name, [lock_file(name)])
        if stamp.is_set():
            continue
        count = sum(1 for line in lock_file(name).read_text().splitlines() if line[:1].isalpha())
        say(f"Installing {count} packages of requirements/{name}.txt")
        must_run(
            PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
            "--require-hashes", "-r", lock_file(name),
            otherwise="The packages could not be installed; pip says why above.",
        )  # fmt: skip
        stamp.set()


def has_node() -> bool:
    """Whether the machine's own Node and npm are new enough."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    major = version.removeprefix("v").split(".")[0]
    return major.isdecimal() and int(major) >= OLDEST_NODE


def make_assets() -> None:
    """Brings fonts, icons and Tesseract's data through npm and copies the needed files; skipped when nothing of it has
    changed."""
    packages = [ROOT / "package.json", ROOT / "package-lock.json"]
    fetched = Stamp(STATE / "stamps" / "npm", packages)
    copied = Stamp(STATE / "stamps" / "assets", [*packages, ROOT / "assets/icons.txt", ROOT / "scripts/assets.py"])
    made = (ROOT / "static/vendor/icons.svg", ROOT / "assets/tessdata/vie.traineddata")
    if copied.is_set() and all(path.exists() for path in made):
        return
    if not (fetched.is_set() and (ROOT / "node_modules").is_dir()):
        path = os.environ.get("PATH", os.defpath)
        if not has_node():
            install("node")
            path = os.pathsep.join((str(VENV / "bin"), path))
        say("Bringing fonts and icons")
        must_run(
            "npm", "ci", "--no-progress", "--loglevel=error", env={"PATH": path},
            otherwise="Fonts and icons could not be brought; npm says why above.",
        )  # fmt: skip
        fetched.set()
    must_run(PYTHON, ROOT / "scripts/assets.py", otherwise="Fonts and icons could not be copied.")
    copied.set()
