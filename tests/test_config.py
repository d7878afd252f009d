from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from cetak.clean.rulebook import PACKS
from cetak.config import CONFIG_NAME, Desk, config_rows, load_desk, read_desk
from cetak.errors import ConfigError, ResourceError
from cetak.publication import WEEKDAYS
from cetak.resources import MemoryResources

PAGE = Path(__file__).resolve().parents[1] / "docs" / "configuration.md"


def _problems(text: str) -> list[tuple[int, int, str, str]]:
    with pytest.raises(ConfigError) as caught:
        read_desk("cetak.yaml", text.encode())
    places = [(finding.where, finding.code) for finding in caught.value.findings]
    return [(where.line, where.column, where.part, code) for where, code in places]


def test_the_page_lists_every_option() -> None:
    rows = [f"| `{key}` | {f'`{value}`' if value else ''} | {text} |"
            for key, value, text in config_rows()]  # fmt: skip
    written = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    assert written == rows


def test_every_option_is_described() -> None:
    assert [key for key, _, description in config_rows() if not description] == []


def test_the_example_on_the_page_is_a_desk() -> None:
    found = re.search(r"^```yaml\n(.*?)^```$", PAGE.read_text(), re.M | re.S)
    assert found
    desk = read_desk("cetak.yaml", found[1].encode())
    assert desk.publication.time_zone == "Asia/Makassar"
    assert desk.options == {"paper": "A4", "columns": "2"}
    assert desk.pictures.hosts == ("*.example.com",)
    assert [entry.wordpress for entry in desk.sources] == ["https://example.com/", ""]
    assert desk.words == {"id": {"by": "Oleh"}}


def test_the_papers_facts_are_told_in_short_forms() -> None:
    found = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text(), re.M | re.S)
    desk = read_desk("cetak.yaml", found[-1].encode())
    paper = desk.publication
    assert [(one.name, one.letter, one.columns) for one in paper.sections] == [
        ("Nusantara", "", None),
        ("Ekonomi", "B", None),
        ("Olahraga", "", 2),
    ]
    assert paper.publishing_days == WEEKDAYS[:6]
    assert paper.holidays == (dt.date(2023, 12, 25),)
    assert list(paper.imprint.items()) == [
        ("Pemimpin Redaksi", ("Ani Lestari",)),
        ("Redaktur", ("Budi Hartono", "Citra Dewi")),
    ]
    assert [ear.title for ear in paper.ears] == ["Cuaca", "Pasang"]
    assert desk.edition.options == {"paper": "Tabloid"}


def test_all_that_is_wrong_with_the_papers_facts_is_told_at_once() -> None:
    text = (
        "publication:\n"
        "  sections: [Kota, {nam: Desa}, kota]\n"
        "  first-day: kemarin\n"
        "  publishing-days: [sun, caturday]\n"
        "  issn: 12\n"
        "  ears: [{title: a}, {title: b}, {title: c}]\n"
        "edition: {page-labels: roman, refers: -1}\n"
    )
    assert _problems(text) == [
        (2, 20, "publication.sections[1].name", "field-missing"),
        (2, 21, "publication.sections[1].nam", "field-unknown"),
        (3, 14, "publication.first-day", "date-expected"),
        (4, 26, "publication.publishing-days[1]", "choice-unknown"),
        (5, 9, "publication.issn", "field-form"),
        (6, 9, "publication.ears", "field-too-long"),
        (7, 24, "edition.page-labels", "choice-unknown"),
        (7, 39, "edition.refers", "number-out-of-range"),
    ]
    assert _problems("publication: {sections: [Kota, kota]}") == [
        (1, 25, "publication.sections", "section-twice")
    ]


def test_an_editions_own_layout_is_meant_from_the_file_on() -> None:
    text = b"edition: {layout: ./paper}\n"
    desk, _ = load_desk(MemoryResources({"/desk/cetak.yaml": text}), Path("/desk"))
    assert Path(desk.edition.layout) == Path("/desk/paper")


def test_without_a_file_the_defaults_hold() -> None:
    assert load_desk(MemoryResources(), Path("stories")) == (Desk(), None)
    assert Desk().layout == "reader"
    assert Desk().cleaning.packs == PACKS


def test_an_empty_file_is_the_defaults() -> None:
    assert read_desk("cetak.yaml", b"# nothing yet\n") == Desk()
    assert read_desk("cetak.yaml", b"options:\npublication:\n") == Desk()


@pytest.mark.parametrize(
    ("files", "start", "found"),
    [
        (["a/b/cetak.yaml", "a/cetak.yaml"], "a/b", "a/b/cetak.yaml"),
        (["a/cetak.yaml", "cetak.yaml"], "a/b", "a/cetak.yaml"),
        (["cetak.yaml"], "a/b", "cetak.yaml"),
        (["/desk/cetak.yaml"], "/desk/a/b", "/desk/cetak.yaml"),
    ],
)
def test_the_nearest_file_wins(files: list[str], start: str, found: str) -> None:
    resources = MemoryResources({name: f"layout: l{len(name)}".encode() for name in files})
    desk, path = load_desk(resources, Path(start))
    assert path == Path(found)
    assert desk.layout == f"l{len(found)}"


def test_an_explicit_file_is_taken_and_must_be_there() -> None:
    resources = MemoryResources({"other.yaml": b"jobs: 3", CONFIG_NAME: b"jobs: 1"})
    assert load_desk(resources, Path(), Path("other.yaml"))[0].jobs == 3
    with pytest.raises(ResourceError) as caught:
        load_desk(resources, Path(), Path("none.yaml"))
    assert caught.value.findings[0].code == "file-missing"


def test_folders_are_meant_from_the_file_on() -> None:
    text = b"layout: ./ours\nstore: sheets\noutput: {folder: out}\n"
    desk, _ = load_desk(MemoryResources({"/desk/cetak.yaml": text}), Path("/desk/a"))
    assert Path(desk.layout) == Path("/desk/ours")
    assert desk.store_folder() == Path("/desk/sheets")
    assert Path(desk.output.folder) == Path("/desk/out")
    assert Desk().store_folder().name == "sheets"


def test_option_values_stay_as_written() -> None:
    desk = read_desk(
        "cetak.yaml", b"options: {qr: no, drop-cap: yes, columns: 2, paper: 210x297mm}"
    )
    assert desk.options == {"qr": "no", "drop-cap": "yes", "columns": "2", "paper": "210x297mm"}


def test_underscores_are_dashes_and_one_host_is_a_list() -> None:
    desk = read_desk("cetak.yaml", b"pictures: {max_mb: 3.5, hosts: img.example.com}")
    assert (desk.pictures.max_mb, desk.pictures.hosts) == (3.5, ("img.example.com",))


def test_own_rules_have_the_cap_unless_they_name_one() -> None:
    desk = read_desk("c", b"cleaning: {cap: 0.2, rules: [{name: a}, {name: b, cap: 0.5}]}")
    assert [float(rule["cap"]) for rule in desk.cleaning.own_rules()] == [0.2, 0.5]


def test_every_problem_is_told_at_once_with_its_place() -> None:
    text = (
        "publicatin: {}\n"
        "publication: {nam: x, time-zone: Asia/Nowhere}\n"
        "jobs: many\n"
        "options:\n  paper: [a]\n"
        "pictures: {max-mb: -1}\n"
    )
    assert _problems(text) == [
        (1, 1, "publicatin", "field-unknown"),
        (2, 15, "publication.nam", "field-unknown"),
        (2, 34, "publication.time-zone", "time-zone-unknown"),
        (3, 7, "jobs", "number-expected"),
        (5, 10, "options.paper", "text-expected"),
        (6, 20, "pictures.max-mb", "number-out-of-range"),
    ]


def test_a_misspelt_key_is_answered_with_the_right_one() -> None:
    with pytest.raises(ConfigError) as caught:
        read_desk("cetak.yaml", b"publicatin: {}")
    assert caught.value.findings[0].facts["known"] == "publication"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("jobs: 1\njobs: 2", (2, 1, "", "key-twice")),
        ("a: &x 1", (1, 4, "", "yaml-alias")),
        ("- a", (1, 1, "", "fields-expected")),
        ("layout: a: b", (1, 10, "", "yaml-colon")),
    ],
)
def test_what_is_no_configuration_is_refused(
    text: str, problem: tuple[int, int, str, str]
) -> None:
    assert _problems(text) == [problem]


def test_another_encoding_is_refused() -> None:
    with pytest.raises(ConfigError) as caught:
        read_desk("cetak.yaml", "publication: {name: Café}".encode("cp1252"))
    assert caught.value.findings[0].code == "config-encoding"


def test_sources_are_read_as_they_are_written() -> None:
    text = (
        b"sources:\n  - {wordpress: 'https://a.example', per_page: 7, hosts: cdn.example}\n"
        b"  - page: http://127.0.0.1:8080/x\n  - {feed: 'https://b.example/', retries: 0}\n"
    )
    site, page, feed = read_desk("cetak.yaml", text).sources
    assert (site.wordpress, site.per_page, site.hosts) == (
        "https://a.example",
        7,
        ("cdn.example",),
    )
    assert page.pages == ("http://127.0.0.1:8080/x",)
    assert (feed.feed, feed.retries) == ("https://b.example/", 0)
    assert len(read_desk("c", b"sources: {folder: x}").sources) == 1


def test_folders_of_sources_are_meant_from_the_file_on() -> None:
    text = b"sources: [{folder: a}, {export: /b.xml}, {feed: 'https://b.example/'}]"
    desk, _ = load_desk(MemoryResources({"/desk/cetak.yaml": text}), Path("/desk"))
    assert [entry.folder or entry.export for entry in desk.sources] == ["/desk/a", "/b.xml", ""]


def test_every_mistake_in_sources_is_told_at_once() -> None:
    text = (
        "sources:\n"
        "  - {wordpress: a.id, per-page: 700}\n"
        "  - name: x\n"
        "  - {folder: a, feed: 'https://x'}\n"
        "  - {pages: [x]}\n"
        "  - {folderr: x}\n"
        "  - {folder: x, name: ../x}\n"
    )
    assert _problems(text) == [
        (2, 17, "sources[0].wordpress", "field-form"),
        (2, 33, "sources[0].per-page", "number-out-of-range"),
        (3, 5, "sources[1]", "source-kind-missing"),
        (4, 5, "sources[2]", "source-kinds-mixed"),
        (5, 14, "sources[3].pages[0]", "field-form"),
        (6, 6, "sources[4].folderr", "field-unknown"),
        (7, 23, "sources[5].name", "field-form"),
    ]
