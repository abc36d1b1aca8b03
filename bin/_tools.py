"""Tools of other makers that proofs use: by npm, into var/tools."""

import shutil
import subprocess

from _environment import ROOT

TOOLS = ROOT / "var" / "tools"


def install_from_npm(package: str) -> bool:
    """Whether npm is here and could install the package."""
    npm = shutil.which("npm")
    if not npm:
        return False
    TOOLS.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--prefix", str(TOOLS), "--no-save", "--no-audit", "--no-fund"]
    return subprocess.run([*command, "--loglevel=error", package], check=False).returncode == 0
