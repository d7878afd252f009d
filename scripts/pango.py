"""See that the system libraries that set type can be loaded; install them where that is allowed.

WeasyPrint loads them by name at run time, so pip cannot bring them. Only the standard library is
used here: this runs before anything else works.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys

# File names as WeasyPrint asks for them, on Linux and on macOS.
LIBRARIES = {
    "gobject-2.0": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "pango-1.0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "pangoft2-1.0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
}

Command = list[str]

# The first that is there is the system's own.
MANAGERS: dict[str, tuple[str, ...]] = {
    "apt-get": (
        "apt-get update -q",
        "apt-get install -q -y --no-install-recommends "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1",
    ),
    "dnf": ("dnf install -y pango harfbuzz fontconfig",),
    "apk": ("apk add " + " ".join(f"so:{names[0]}" for names in LIBRARIES.values()),),
    "pacman": ("pacman -S --needed --noconfirm pango harfbuzz fontconfig",),
    "zypper": ("zypper -n install libpango-1_0-0 libharfbuzz-subset0 libfontconfig1",),
    "brew": ("brew install pango",),
}


def missing() -> list[str]:
    """Libraries that cannot be loaded."""
    return [
        name
        for name, files in LIBRARIES.items()
        if not any(map(_loads, files)) and not _loads(ctypes.util.find_library(name) or "")
    ]


def install_commands(manager: str, *, is_root: bool) -> list[Command]:
    """What brings the libraries, with ``sudo`` where the manager needs it."""
    needs_sudo = not is_root and manager != "brew"  # brew refuses to run as root
    commands = [command.split() for command in MANAGERS[manager]]
    return [["sudo", *command] for command in commands] if needs_sudo else commands


def _loads(file: str) -> bool:
    if not file:  # dlopen would give the program itself
        return False
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _may_install(commands: list[Command]) -> bool:
    """Whether nobody has to be asked for a password."""
    if commands[0][0] != "sudo":
        return True
    if not shutil.which("sudo"):
        return False
    asked = subprocess.run(
        ["sudo", "-n", "true"], check=False, stdin=subprocess.DEVNULL, capture_output=True
    )
    return asked.returncode == 0


def _installed(commands: list[Command]) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        print(" ".join(command), flush=True)
        if subprocess.run(command, check=False, stdin=subprocess.DEVNULL, env=quiet).returncode:
            return False
    return True


def _advice(lacking: list[str], commands: list[Command]) -> str:
    line = " && ".join(" ".join(command) for command in commands)
    what = f"These libraries, which set type, cannot be loaded: {', '.join(lacking)}."
    if line:
        return f"{what}\nInstall them with this command, then run make again:\n\n  {line}\n"
    return f"{what}\nInstall Pango, HarfBuzz (with its subset library) and Fontconfig."


def main() -> int:
    """Check, install, check again; 0 when everything can be loaded."""
    lacking = missing()
    if not lacking:
        return 0
    manager = next((name for name in MANAGERS if shutil.which(name)), None)
    commands = install_commands(manager, is_root=os.geteuid() == 0) if manager else []
    if commands and _may_install(commands) and _installed(commands):
        lacking = missing()
    if lacking:
        print(_advice(lacking, commands), file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
