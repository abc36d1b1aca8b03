"""The W3C's checker of HTML (vnu.jar), where `bin/test --install` or the machine has put it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent / "var" / "tools"
INSTALLED = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def find_checker() -> Path | None:
    """The checker's file, or None where it or Java is missing."""
    named = Path(os.environ.get("VNU_JAR") or INSTALLED)
    return named if named.is_file() and shutil.which("java") else None


def faults_of(checker: Path, files: list[Path]) -> list[tuple[str, int, str]]:
    """File, line and words of everything the checker says, warnings too, in one run."""
    command = ["java", "-Xss8m", "-jar", str(checker), "--format", "json", "--stdout"]
    command += ["--exit-zero-always", *map(str, files)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [
        (Path(one["url"]).name, one.get("lastLine", 0), one["message"])
        for one in json.loads(told)["messages"]
    ]
