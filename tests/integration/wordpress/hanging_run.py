"""A run that never ends: says where its site lies, and waits to be killed."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from wordpress_gold import EXPORT
from wordpress_site import running_database, running_site

with (
    running_database() as database,
    running_site(database, "killed", "Koran Lembah", EXPORT),
):
    sys.stdout.write(f"{database.folder}\n")
    sys.stdout.flush()
    signal.pause()
