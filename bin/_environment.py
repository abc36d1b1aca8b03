"""What both commands need before anything else is there: Python, .venv, the locked packages.

Standard library only, and readable by an old Python, which it tells what to do.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def stop(line):
    """One line that says what to do, exit code 1."""
    sys.stderr.write(line + "\n")
    sys.exit(1)


def enter(requirements):
    """Go on inside .venv, with what `requirements/NAME.txt` locks installed."""
    # As a number: a linter that knows our Python takes the comparison for dead.
    if sys.hexversion < 0x030B0000:
        stop("waishi needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    if Path(sys.prefix).resolve() != VENV.resolve():
        _make_venv()
        script = str(Path(sys.argv[0]).resolve())
        os.execv(PYTHON, [str(PYTHON), script, *sys.argv[1:]])
    _install(requirements)
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)


def _make_venv():
    if PYTHON.exists() and (VENV / "bin" / "pip").exists():
        return
    try:
        import ensurepip  # noqa: F401 (Debian leaves it out of python3)
    except ImportError:
        stop("Python's venv module is missing: apt-get install python3-venv")
    print("Making .venv …", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        stop(f"Could not make {VENV}: is the disk full, or the folder not ours?")


def _install(requirements):
    """Install the locked packages, unless exactly these were installed before."""
    locked = ROOT / "requirements" / f"{requirements}.txt"
    stamp = VENV / "installed"
    wanted = hashlib.sha256(locked.read_bytes()).hexdigest()
    done = stamp.read_text().split() if stamp.exists() else []
    if wanted in done:
        return
    print(f"Installing the locked packages of requirements/{requirements}.txt …", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    command += ["--require-hashes", "-r", str(locked)]
    if subprocess.run(command, check=False).returncode:
        stop(f"Could not install requirements/{requirements}.txt: see pip's words above.")
    stamp.write_text(" ".join([*done, wanted]))
