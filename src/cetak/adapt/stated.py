"""Facts that an outside format states, collected into the facts of a Draft.

What is no fact (a date of zeros, an address that is none) is left out with a finding: one bad
field never costs a story.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import unquote

from lxml import html

from cetak.adapt.xml import one_line
from cetak.article.blocks import Figure
from cetak.article.draft import BlocksCopy, Copy, Draft, LinesCopy, MarkupCopy
from cetak.article.moments import day_at_end, moment_of
from cetak.article.richtext import RichText
from cetak.article.story import Article, Credit, Dateline, Status
from cetak.findings import Finding, Where, error, info, warning

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_BASIC_DAY = re.compile(r"\d{8}")
_BY = re.compile(r"(?:by|oleh)(?:\s{0,3}:|\s)\s{0,9}(?=\S)", re.IGNORECASE)
_AGENCY = re.compile(r"\(([^()]{2,60})\)$")
_OPENING = re.compile(
    r"[\w(“\"][^\n]{1,110}?(?:\s--\s|--\s|\s?[–—]\s?|\s-\s|(?<=\))\s?[-:]\s)", re.UNICODE
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_NOT_IN_SLUGS = re.compile(r"[/\\\x00-\x1f]+")
_LEFT_OUT = re.compile(r"\s{0,9}\[?(?:…|\.\.\.)\]?.{0,250}$")
_SHORTCODE = re.compile(r"\[/?[A-Za-z][^\[\]]{0,200}\]")
_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 4
"""As many words in a row are no chance."""


@dataclass(slots=True)
class Stated:
    """What a source says of one story.

    Attributes:
        name: What the user calls the story: ``export.xml#rain-at-last``.
        fields: Fields of the Article.
        findings: What was noticed.
    """

    name: str
    fields: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def text(self, key: str, value: str) -> None:
        """A plain text on one line, unless it is empty or stated already."""
        value = one_line(value)
        if value and not self.fields.get(key):
            self.fields[key] = value

    def line(self, key: str, value: str) -> None:
        """A line set in type (headline, kicker, deck), without markup."""
        value = one_line(value)
        if value and not self.fields.get(key):
            self.fields[key] = RichText.plain(value)

    def rich(self, key: str, markup: str) -> None:
        """A line set in type, from HTML; what is not inline markup is taken off."""
        if self.fields.get(key) or not one_line(markup):
            return
        try:
            rich = RichText.parse(one_line(markup))
        except ValueError:
            rich = RichText.plain(text_in(markup))
        if rich.text.strip():
            self.fields[key] = rich

    def names(self, key: str, values: Iterable[str]) -> None:
        """Several texts, each once, in their order."""
        found = tuple(dict.fromkeys(name for value in values if (name := one_line(value))))
        if found and not self.fields.get(key):
            self.fields[key] = found

    def byline(self, *values: str) -> None:
        """Who wrote it, without the word "by" that the page writes itself."""
        self.names("byline", [_BY.sub("", one_line(value), count=1) for value in values])

    def credit(self, role: str, name: str) -> None:
        """Somebody's part in the story."""
        if role and one_line(name):
            credit = Credit(role=role, name=one_line(name))
            self.fields["credits"] = (*self.fields.get("credits", ()), credit)

    def moment(self, key: str, value: str) -> None:
        """A day or moment in any spelling that formats use."""
        if not value.strip() or self.fields.get(key):
            return
        found = moment_in(value)
        if found is None:
            self.notice(warning("date-unreadable", self._at(key), value=value.strip()[:60]))
        else:
            self.fields[key] = found

    def embargo(self, value: str) -> None:
        """Not to be printed before; what cannot be read holds the story back."""
        if not value.strip():
            return
        found = moment_in(value)
        if found is None:
            self.withhold(error("embargo-unreadable", self.name, value=value.strip()[:60]))
        elif isinstance(found, dt.datetime):
            self.fields["embargoed_until"] = found
        else:
            self.fields["embargoed_until"] = dt.datetime.combine(found, dt.time())

    def language(self, value: str) -> None:
        """A BCP 47 tag; ``in``, ``en_US`` and the like are put right."""
        tag = value.strip().replace("_", "-")
        if tag and _LANGUAGE.fullmatch(tag):
            self.text("language", tag)

    def address(self, value: str) -> None:
        """Where the story is read on the web."""
        value = value.strip()
        if value.lower().startswith(("http://", "https://")) and len(value) <= 2000:
            self.text("canonical_url", value)

    def slug(self, value: str) -> None:
        """The story's short name."""
        self.text("slug", _NOT_IN_SLUGS.sub("-", unquote(value)).strip(" -.")[:200])

    def urgency(self, value: str) -> None:
        """IPTC urgency, 1 to 9."""
        if value.strip().isdigit() and 1 <= int(value.strip()[:3]) <= 9:
            self.fields["priority"] = int(value.strip())

    def status(self, value: str) -> None:
        """IPTC publishing status; an unknown one holds the story back."""
        word = value.strip().lower().rpartition(":")[2].rpartition("/")[2]
        if word in ("", "usable"):
            return
        canceled = word in ("canceled", "cancelled")
        self.fields["status"] = Status.CANCELED if canceled else Status.WITHHELD
        if not canceled and word != "withheld":
            self.notice(error("status-unknown", self.name, status=word[:60]))

    def dateline(self, value: str, copy: Copy) -> None:
        """Place and date, unless the copy opens with a dateline of its own."""
        if one_line(value) and not self.fields.get("dateline") and not opens_with_dateline(copy):
            self.fields["dateline"] = dateline_in(value)

    def picture(self, figure: Figure | None) -> bool:
        """The main picture; whether it was taken as that."""
        if figure is None or self.fields.get("picture"):
            return False
        self.fields["picture"] = figure
        return True

    def withhold(self, reason: Finding) -> None:
        """Hold the story back until somebody has looked."""
        if self.fields.get("status") is not Status.CANCELED:
            self.fields["status"] = Status.WITHHELD
        self.notice(reason)

    def notice(self, finding: Finding) -> None:
        """Take a finding, once."""
        if finding not in self.findings:
            self.findings.append(finding)

    def draft(self, copy: Copy, language: str = "") -> Draft:
        """The Draft; a story without a title or without copy is held back.

        Args:
            copy: The body.
            language: BCP 47 language where the source names none.
        """
        self.language(language)
        if not self.fields.get("headline"):
            self.withhold(error("item-without-title", self.name))
        if is_empty(copy) and not self.fields.get("picture"):
            self.withhold(error("item-without-copy", self.name))
        if self.fields.get("updated") == self.fields.get("published"):
            self.fields.pop("updated", None)
        return Draft(self.name, Article(**self.fields), copy, tuple(self.findings))

    def left_out(self, part: str) -> None:
        """A part that stands in no story, for the record."""
        self.notice(info("part-left-out", self.name, what=one_line(part)[:120]))

    def _at(self, key: str) -> Where:
        return Where(self.name, part=key.replace("_", "-"))


def moment_in(value: str) -> dt.datetime | dt.date | None:
    """The day or moment that a text names: ISO 8601, RFC 5322, or as people write it."""
    value = value.strip()[:60]
    if _BASIC_DAY.fullmatch(value):
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    found = moment_of(value)
    if found is not None:
        return found
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def dateline_in(value: str) -> Dateline:
    """``MOSCOW, 20 September 2023 (Reuters)`` as place, date and agency."""
    value = one_line(value).strip(" -–—")
    agency = _AGENCY.search(value)
    rest, day = day_at_end(value[: agency.start()].strip() if agency else value)
    return Dateline(
        place=rest.strip(" ,-–—"), date=day, agency=agency[1].strip() if agency else ""
    )


def opens_with_dateline(copy: Copy) -> bool:
    """Whether the copy begins like ``GROSSETO, Italy (AP) --``; in doubt it does not."""
    start = one_line(_TAG.sub(" ", _start_of(copy)))[:160]
    found = _OPENING.match(start)
    word = start.split(",")[0].split("(")[0].split()
    return bool(found and word and word[0].isupper() and len(word[0]) > 2)


def text_in(markup: str) -> str:
    """The text of a little HTML on one line."""
    if "<" not in markup:
        return one_line(unescape(markup))
    try:
        root = html.fromstring(f"<div>{markup[:200_000]}</div>")
    except (ValueError, AssertionError, html.etree.ParserError):
        return one_line(unescape(_TAG.sub(" ", markup)))
    return one_line(" ".join(str(part) for part in root.itertext()))


def is_excerpt(summary: str, copy: str) -> bool:
    """Whether a summary was made from the copy by a program; both as plain text.

    It repeats how the copy begins; or, as WordPress makes it, it leaves out blocks (pictures,
    lists, embeds) on the way to its end or to the end of the copy. A sentence from the middle
    that an editor has chosen is none.

    Source: WordPress ``wp_trim_excerpt``, ``excerpt_remove_blocks``.
    """
    start = _LEFT_OUT.sub("", summary).strip()
    if copy.startswith(start[:-1] if start.endswith(".") else start):
        return True
    said, written = _WORD.findall(_SHORTCODE.sub(" ", start)), _WORD.findall(copy)
    places = _in_passages(said, written)
    is_cut = start != summary.strip()
    return bool(places) and (places[0] == 0 or is_cut or places[-1] == len(written) - 1)


def _in_passages(said: list[str], written: list[str]) -> list[int]:
    """Where each word stands in the copy, which has them in order and in long passages."""
    starts: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(written)):
        starts.setdefault(tuple(written[place : place + _FEWEST_WORDS]), []).append(place)
    places: list[int] = []
    while len(places) < len(said):
        following = places[-1] + 1 if places else 0
        if following < len(written) and places and written[following] == said[len(places)]:
            places.append(following)
            continue
        passage = tuple(said[len(places) : len(places) + _FEWEST_WORDS])
        found = starts.get(passage, [])
        at = bisect_left(found, following)
        if at == len(found):
            return places if len(passage) < _FEWEST_WORDS else []
        places.append(found[at])
    return places


def is_empty(copy: Copy) -> bool:
    """Whether there is nothing to print in it."""
    if isinstance(copy, MarkupCopy):
        return not text_in(copy.markup) and "<img" not in copy.markup
    return not (copy.lines if isinstance(copy, LinesCopy) else copy.blocks)


def _start_of(copy: Copy) -> str:
    if isinstance(copy, MarkupCopy):
        return copy.markup[:4000]
    if isinstance(copy, BlocksCopy):
        return next((one.text.text for one in copy.blocks if one.type == "paragraph"), "")
    return copy.lines[0].text if copy.lines else ""
