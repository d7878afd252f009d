"""What can be asked, and its description in the form of OpenAPI."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request, Response, Security
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Scope

from cetak import __version__
from cetak.errors import CetakError
from cetak.serve import metrics, pages
from cetak.serve.choices import chosen_of, fields_of, option_parameters
from cetak.serve.conditions import Held
from cetak.serve.described import (
    RESPONSES,
    SHEET_RESPONSES,
    address_parameter,
    day_parameters,
    paper_parameter,
    story_message,
)
from cetak.serve.gate import Gate, client_of
from cetak.serve.hooks import admit, changed_story
from cetak.serve.lane import Lane, reply_to
from cetak.serve.listing import LIST_FIELDS, day_of, list_asked, list_parameter
from cetak.serve.refusals import RefusalError, reason, refusal, refusal_for
from cetak.serve.service import Service
from cetak.serve.stories import spelled
from cetak.serve.wanted import ByAddress, ByDay, Order, Wanted

_DAY = re.compile(r"\d{4}", re.ASCII)
_TWO = re.compile(r"\d{2}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,90}")


def application(service: Service) -> ASGIApp:
    """The service as an ASGI application, gate and all."""
    routes = Routes(service, Lane(service.counter))
    app = FastAPI(
        title="cetak",
        version=__version__,
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        lifespan=lambda _: service.running(),
        exception_handlers={
            CetakError: routes.refused,
            HTTPException: routes.not_routed,
            Exception: routes.refused,
        },
    )
    options = list(option_parameters(service.layout, "en"))
    by_day = {"parameters": [*day_parameters(), *options]}
    by_address = {"parameters": [address_parameter(), *options]}
    add = app.add_api_route
    add(
        "/stories/{year}/{month}/{day}/{slug}.pdf",
        routes.sheet_of_day,
        openapi_extra=by_day,
        responses=SHEET_RESPONSES,
        response_class=Response,
    )
    add(
        "/print",
        routes.sheet_of_address,
        openapi_extra=by_address,
        responses=SHEET_RESPONSES,
        response_class=Response,
    )
    _add_others(app, routes)
    return Gate(
        app, routes.lane.reply, routes.answer_to, service.terms, service.metrics, service.journal
    )


def _add_others(app: FastAPI, routes: Routes) -> None:
    add = app.add_api_route
    listed = {"parameters": [list_parameter(name) for name in LIST_FIELDS]}
    add("/stories/", routes.stories, openapi_extra=listed, responses=RESPONSES)
    add("/editions/", routes.papers, responses=RESPONSES)
    add(
        "/editions/{day}.pdf",
        routes.paper,
        openapi_extra={"parameters": [paper_parameter()]},
        responses=SHEET_RESPONSES,
        response_class=Response,
    )
    add("/health", routes.health)
    add("/ready", routes.ready, responses={503: {"description": "The workers warm up."}})
    add("/metrics", routes.metrics, response_class=PlainTextResponse)
    add("/pages.css", routes.style, include_in_schema=False)
    add("/", routes.home, include_in_schema=False)
    add(
        "/hooks/story",
        routes.story_changed,
        methods=["POST"],
        status_code=202,
        openapi_extra=dict(story_message()),
        dependencies=[Security(HTTPBearer(scheme_name="bearer", auto_error=False))],
        responses=RESPONSES,
    )


@dataclass(frozen=True)
class Routes:
    """The answers of a service."""

    service: Service
    lane: Lane

    async def sheet_of_day(self, request: Request) -> Response:
        """The story of a day as a PDF."""
        wanted = _of_day(request.path_params)
        return await self._sheet(request, wanted, fields_of(_query(request)))

    async def sheet_of_address(self, request: Request) -> Response:
        """The story with an address as a PDF."""
        fields = fields_of(_query(request))
        address = fields.pop("url", "").strip()
        if not address:
            raise refusal(400, reason("address-missing"))
        return await self._sheet(request, ByAddress(spelled(address), address), fields)

    async def stories(self, request: Request) -> Response:
        """The stories that can be printed, the latest first."""
        asked = list_asked(fields_of(_query(request)))
        found = await self.service.stories_on(asked.day)
        shown = found[asked.offset : asked.offset + asked.limit]
        if not pages.wants_html(request.headers.get("accept", "")):
            return Response(pages.list_json(shown, len(found)), media_type=pages.JSON)
        paper = self.service.own.publication
        page = pages.list_page(shown, paper.name, self._language(request), asked.turns(len(found)))
        return Response(page, media_type=pages.HTML, headers={"vary": "accept, accept-language"})

    async def papers(self, request: Request) -> Response:
        """The days that have a paper, the latest first."""
        list_asked(fields_of(_query(request)), ())
        days = self.service.papers.days(self.service.today())
        if not pages.wants_html(request.headers.get("accept", "")):
            return Response(pages.papers_json(days), media_type=pages.JSON)
        paper = self.service.own.publication.name
        page = pages.papers_page(days, paper, self._language(request))
        return Response(page, media_type=pages.HTML, headers={"vary": "accept, accept-language"})

    async def paper(self, request: Request) -> Response:
        """The paper of a day as a PDF."""
        list_asked(fields_of(_query(request)), ())
        given = str(request.path_params["day"])
        try:
            day = day_of(given) or dt.date.min
        except RefusalError as problem:
            raise refusal(404, reason("path-unknown")) from problem
        held = await self.service.paper_of(day)
        if held is None:
            raise refusal(404, reason("paper-unknown", day=given))
        return _given(held, request)

    async def health(self) -> dict[str, str]:
        """Whether the service is alive."""
        return {"status": "alive", "version": __version__}

    async def ready(self) -> dict[str, str]:
        """Whether it can print."""
        if not self.service.is_ready:
            raise refusal(503, reason("not-ready"), retry_after=1)
        return {"status": "ready"}

    async def metrics(self) -> Response:
        """Counters, for Prometheus."""
        return Response(self.service.metrics.text(), media_type=metrics.CONTENT_TYPE)

    async def style(self) -> Response:
        """The style sheet of the pages."""
        headers = {"cache-control": "public, max-age=3600"}
        return Response(pages.style_sheet(), media_type="text/css", headers=headers)

    async def home(self) -> Response:
        """The way to the list."""
        return Response(status_code=307, headers={"location": "stories/"})

    async def story_changed(self, request: Request) -> Response:
        """A story has changed; for the newsroom's own systems."""
        body = await self._body(request)
        admit(request.headers, body, self.service.terms.secret)
        await self.service.keeper.changed(changed_story(body))
        return Response(b'{"status": "noted"}', status_code=202, media_type=pages.JSON)

    async def _body(self, request: Request) -> bytes:
        try:
            async with asyncio.timeout(self.service.terms.body_seconds):
                return await request.body()
        except (TimeoutError, ClientDisconnect) as problem:
            raise refusal(408, reason("body-late")) from problem

    async def refused(self, request: Request, problem: Exception) -> Response:
        """An error as an answer."""
        told = refusal_for(problem, request.url.path)
        if told.status >= 500:
            self._tell(request, problem)
        return self._problem(request, told)

    async def not_routed(self, request: Request, problem: Exception) -> Response:
        """No such path, or not by this method."""
        status = problem.status_code if isinstance(problem, HTTPException) else 404
        if status == 405:
            told = refusal(405, reason("method-wrong", method=request.method))
            allowed = (problem.headers or {}) if isinstance(problem, HTTPException) else {}
            methods = allowed.get("Allow", "GET").replace("GET", "GET, HEAD")
            return self._problem(request, told, {"allow": methods})
        return self._problem(request, refusal(404, reason("path-unknown")))

    def answer_to(self, told: RefusalError, scope: Scope) -> ASGIApp:
        """A refusal of the gate's as an answer."""
        return self._problem(Request(scope), told, {"connection": "close"})

    async def _sheet(
        self, request: Request, wanted: Wanted, fields: Mapping[str, str]
    ) -> Response:
        chosen = chosen_of(self.service.layout, fields)
        order = Order(wanted, chosen)
        held = await self.service.counter.sheet(order, client_of(request.scope))
        self.lane.learn(request.scope, order)
        return _given(held, request)

    def _problem(
        self, request: Request, told: RefusalError, headers: Mapping[str, str] | None = None
    ) -> Response:
        own = {"cache-control": "no-store", "vary": "accept, accept-language", **(headers or {})}
        if told.retry_after:
            own["retry-after"] = str(told.retry_after)
        if told.status == 401:
            own["www-authenticate"] = "Bearer"
        language = self._language(request)
        number = request.scope["state"]["request_id"]
        if pages.wants_html(request.headers.get("accept", "")):
            body, kind = pages.problem_page(told, language, number), pages.HTML
        else:
            body, kind = pages.problem_json(told, language, number), pages.PROBLEM
        return Response(body, told.status, own, media_type=kind)

    def _language(self, request: Request) -> str:
        asked = request.headers.get("accept-language", "")
        return pages.language_of(asked, self.service.own.publication.language)

    def _tell(self, request: Request, problem: Exception) -> None:
        """What readers are not told: why a sheet could not be made."""
        cause = problem.__cause__ or problem
        codes = [finding.code for finding in getattr(cause, "findings", ())]
        report = getattr(cause, "report", "")
        if not codes and not report:
            report = "".join(traceback.format_exception(cause))
        number = request.scope["state"]["request_id"]
        self.service.journal.event(
            "refused", "error", request=number, codes=codes, cause=repr(cause), report=report
        )


def _given(held: Held, request: Request) -> Response:
    reply = reply_to(held, request.scope)
    answer = Response(reply.body, reply.status)
    answer.raw_headers = list(reply.headers)
    return answer


def _query(request: Request) -> bytes:
    return bytes(request.scope["query_string"])


def _of_day(parts: Mapping[str, Any]) -> ByDay:
    year, month, day, slug = (str(parts[name]) for name in ("year", "month", "day", "slug"))
    is_day = _DAY.fullmatch(year) and _TWO.fullmatch(month) and _TWO.fullmatch(day)
    if not is_day or len(slug) > 100 or not _SLUG.fullmatch(slug):
        raise refusal(404, reason("path-unknown"))
    try:
        return ByDay(dt.date(int(year), int(month), int(day)), slug)
    except ValueError as problem:
        raise refusal(404, reason("path-unknown")) from problem
