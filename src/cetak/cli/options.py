"""Options that several commands share, each defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

RUN = "How it runs"

FromSources = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        metavar="SOURCE",
        rich_help_panel="Which stories",
        help="Folder, file or address of stories; may be given several times. "
        "Default: the sources of cetak.yaml, else the current folder.",
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        rich_help_panel=RUN,
        help="Configuration file. Default: the nearest cetak.yaml above the stories.",
    ),
]
Jobs = Annotated[
    int,
    typer.Option(
        min=0,
        max=256,
        metavar="N",
        rich_help_panel=RUN,
        help="Worker processes. Default: as configured, else one for each core.",
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        min=0.1,
        metavar="SECONDS",
        rich_help_panel=RUN,
        help="Longest time for the printing of one story.",
    ),
]
Memory = Annotated[
    int,
    typer.Option(min=256, metavar="MB", rich_help_panel=RUN, help="Most memory for one worker."),
]
NoStore = Annotated[
    bool,
    typer.Option(
        "--no-store",
        rich_help_panel=RUN,
        help="Neither use nor keep finished sheets; print everything anew.",
    ),
]
Quiet = Annotated[
    bool, typer.Option("-q", "--quiet", rich_help_panel=RUN, help="Tell errors only.")
]
