"""``cetak serve``: stories as PDFs for whoever asks over HTTP."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetak.cli.fence import fence
from cetak.cli.house import House
from cetak.cli.options import RUN, ConfigFile, FromSources, Jobs, Memory, Timeout
from cetak.cli.order import OrderError
from cetak.cli.telling import Teller
from cetak.errors import ConfigError
from cetak.run.warm import Limits

if TYPE_CHECKING:
    from cetak.config import Desk
    from cetak.serve.papers import PaperShelf
    from cetak.serve.service import Service

WHICH = "Which stories"
WHERE = "Where it listens"
SECRET = "CETAK_HOOK_SECRET"  # noqa: S105 - the name of a variable, not what it holds
_LEAST_SECRET = 16


@dataclass(frozen=True, slots=True)
class ServeOrder:
    """One run of ``cetak serve``; see its options."""

    sources: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8040
    jobs: int = 0
    layout: str = ""
    config: Path | None = None
    editions: Path | None = None
    limits: Limits = field(default_factory=Limits)
    waiting: int = 128
    per_client: int = 16
    prewarm: bool = False
    quiet: bool = False


def serve_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    sources: FromSources = None,
    host: Annotated[
        str, typer.Option(metavar="HOST", rich_help_panel=WHERE, help="Address to listen at.")
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(min=0, max=65535, metavar="PORT", rich_help_panel=WHERE, help="Its port."),
    ] = 8040,
    editions: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            rich_help_panel=WHICH,
            help="Folder of finished papers. Default: the output folder of cetak.yaml.",
        ),
    ] = None,
    layout: Annotated[
        str,
        typer.Option(
            metavar="LAYOUT",
            rich_help_panel=RUN,
            help="Layout by name, or the folder of your own. Default: reader.",
        ),
    ] = "",
    config: ConfigFile = None,
    jobs: Jobs = 0,
    timeout: Timeout = 30.0,
    memory: Memory = 2048,
    waiting: Annotated[
        int,
        typer.Option(
            min=1,
            max=100_000,
            metavar="N",
            rich_help_panel=RUN,
            help="Most pages under way at once; who asks for one more is told to come back.",
        ),
    ] = 128,
    per_client: Annotated[
        int,
        typer.Option(
            min=1,
            max=100_000,
            metavar="N",
            rich_help_panel=RUN,
            help="Most pages that one reader has under way at once.",
        ),
    ] = 16,
    prewarm: Annotated[
        bool,
        typer.Option(
            "--prewarm",
            rich_help_panel=RUN,
            help="Print new and changed stories before anybody asks for them.",
        ),
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option("-q", "--quiet", rich_help_panel=RUN, help="Log warnings and errors only."),
    ] = False,
) -> None:
    """Give readers their stories as PDFs over HTTP, until Ctrl-C."""
    order = ServeOrder(
        sources=tuple(sources or ()),
        host=host,
        port=port,
        jobs=jobs,
        layout=layout,
        config=config,
        editions=editions,
        limits=Limits(timeout, memory * 1024**2),
        waiting=waiting,
        per_client=per_client,
        prewarm=prewarm,
        quiet=quiet,
    )
    house: House = context.obj
    teller = Teller(house.language, quiet)
    with fence(house, teller):
        keep_serving(order, house, teller)


def keep_serving(order: ServeOrder, house: House, teller: Teller) -> None:
    """Serve until somebody ends it."""
    from cetak.serve.server import listening, serve  # noqa: PLC0415 - only for those who serve

    with contextlib.closing(listening(order.host, order.port)) as listener:
        host, port = listener.getsockname()[:2]
        address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
        service = service_of(order, house)
        serve(service, listener, lambda: teller.note("serve-started", address=address))


def service_of(order: ServeOrder, house: House) -> Service:
    """The service that was ordered, not yet begun.

    Raises:
        OrderError: ``serve-stdin``.
        CetakError: A configuration or layout that cannot be read.
    """
    from cetak.acquire.sources import STDIN  # noqa: PLC0415
    from cetak.cli.desks import Desks  # noqa: PLC0415
    from cetak.cli.newsroom import HouseNewsroom  # noqa: PLC0415
    from cetak.serve.journal import journal_on  # noqa: PLC0415
    from cetak.serve.service import Service  # noqa: PLC0415
    from cetak.serve.terms import Terms  # noqa: PLC0415

    if STDIN in order.sources:
        raise OrderError.because("serve-stdin")
    desks = Desks(house, order.sources, order.config)
    own = desks.own
    named = order.sources or (() if own.sources else (".",))
    workers = order.jobs or own.jobs or house.cores()
    terms = Terms(
        workers=workers,
        waiting=order.waiting,
        per_client=order.per_client,
        limits=order.limits,
        prewarm=order.prewarm,
        secret=_secret(house),
    )
    newsroom = HouseNewsroom(house, desks, order.layout)
    return Service(
        newsroom=newsroom,
        own=own,
        terms=terms,
        executor=house.executor(workers, order.limits),
        store=house.store(own),
        sources=house.sources(named, own.sources),
        journal=journal_on(quiet=order.quiet),
        papers=_papers(order, own, house),
    )


def _papers(order: ServeOrder, own: Desk, house: House) -> PaperShelf:
    from cetak.cli.naming import page_stem  # noqa: PLC0415
    from cetak.serve.papers import PaperShelf  # noqa: PLC0415

    folder = order.editions or (Path(own.output.folder) if own.output.folder else None)
    name = page_stem(own.publication.name or "edition", house.resources)
    return PaperShelf(folder, "-".join(name.lower().split()), house.resources)


def _secret(house: House) -> str:
    secret = house.resources.environ(SECRET)
    if secret and len(secret) < _LEAST_SECRET:
        raise ConfigError.because("secret-short", SECRET, least=_LEAST_SECRET)
    return secret
