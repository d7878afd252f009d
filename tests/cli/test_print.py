from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from fake_house import FakeHouse, a_house, run

from cetak.run.warm import Limits


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def house(desk: Path) -> FakeHouse:
    return a_house(desk)


def story(name: str, *lines: str) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text("\n".join(lines))
    return name


def pdfs() -> list[str]:
    return sorted(path.as_posix() for path in Path().rglob("*.pdf"))


def test_a_story_becomes_a_pdf_named_by_date_and_slug(house: FakeHouse) -> None:
    result = run(house, "print", story("a.md", "Night Ferry"))
    assert result.exit_code == 0
    assert pdfs() == ["2023-09-20-night-ferry.pdf"]
    assert Path(pdfs()[0]).read_bytes() == b"%PDF Night Ferry {}"
    assert result.stdout == "2023-09-20-night-ferry.pdf  (1 page)\n"
    assert result.stderr == ""


def test_stories_of_one_name_do_not_overwrite_each_other(house: FakeHouse) -> None:
    sources = [story(f"{name}.md", "Same") for name in "abc"]
    assert run(house, "print", *sources, "--out-dir", "new/out").exit_code == 0
    assert pdfs() == [f"new/out/2023-09-20-same{end}.pdf" for end in ("-2", "-3", "")]


def test_a_second_run_replaces_the_files_of_the_first(house: FakeHouse) -> None:
    source = story("a.md", "Same")
    for _ in range(2):
        assert run(house, "print", source).exit_code == 0
    assert pdfs() == ["2023-09-20-same.pdf"]


def test_the_output_can_be_named(house: FakeHouse) -> None:
    assert run(house, "print", story("a.md", "A"), "-o", "x/my.pdf").exit_code == 0
    assert pdfs() == ["x/my.pdf"]


def test_a_story_goes_through_a_pipe(house: FakeHouse) -> None:
    house.input = b"From stdin"
    result = run(house, "print", "-", "-o", "-")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert house.written == [b"%PDF From stdin {}"]
    assert pdfs() == []


@pytest.mark.parametrize("arguments", [["a.md", "b.md"], ["folder"]])
def test_one_output_for_several_stories_is_an_error(
    house: FakeHouse, arguments: list[str]
) -> None:
    for name in ("a.md", "b.md", "folder/c.md", "folder/d.md"):
        story(name, name)
    result = run(house, "print", *arguments, "-o", "x.pdf")
    assert result.exit_code == 2
    assert "several stories" in result.stderr
    assert "hint: Use --out-dir" in result.stderr
    assert pdfs() == []


def test_the_story_itself_is_never_overwritten(house: FakeHouse) -> None:
    result = run(house, "print", story("a.md", "A"), "-o", "./a.md")
    assert result.exit_code == 2
    assert Path("a.md").read_text() == "A"


def test_bad_stories_stand_aside_and_the_rest_is_printed(house: FakeHouse) -> None:
    sources = [story("a.md", "A"), story("empty.md"), story("b.md", "unprintable B"), "gone.md"]
    result = run(house, "print", *sources)
    assert result.exit_code == 9
    assert pdfs() == ["2023-09-20-a.pdf"]
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 3
    assert errors[1] == "error: b.md: printing took longer than 60 seconds and was stopped."
    assert "gone.md" in errors[2]


@pytest.mark.parametrize(("lines", "code"), [((), 4), (("unprintable",), 7), (("bug",), 1)])
def test_when_every_story_fails_the_first_cause_is_the_exit_code(
    house: FakeHouse, lines: tuple[str, ...], code: int
) -> None:
    sources = [story("a.md", *lines), "gone.md"]
    result = run(house, "print", *sources, "--report", "report.json")
    assert result.exit_code == code
    assert not Path("report.json").exists()
    assert pdfs() == []


def test_a_missing_file_has_the_exit_code_of_resources(house: FakeHouse) -> None:
    assert run(house, "print", "gone.md").exit_code == 6


def test_a_fault_is_one_sentence_and_a_traceback_in_a_file(house: FakeHouse, desk: Path) -> None:
    result = run(house, "print", story("a.md", "bug"))
    assert result.exit_code == 1
    assert "A fault in cetak itself: ZeroDivisionError: nobody foresaw this" in result.stderr
    assert "Traceback" not in result.output
    (report,) = (desk / "cache" / "faults").iterdir()
    assert str(report) in result.stderr.replace("\n", "")
    assert "nobody foresaw this" in report.read_text()


def test_findings_are_told_and_what_only_informs_is_not(house: FakeHouse) -> None:
    result = run(house, "print", story("a.md", "doubtful"))
    assert result.exit_code == 0
    assert result.stderr.startswith("warning: ")
    assert "a.md:3" in result.stderr
    assert "note" not in result.stderr


def test_quiet_tells_errors_only(house: FakeHouse) -> None:
    sources = [story("a.md", "doubtful"), story("b.md")]
    result = run(house, "print", *sources, "-q")
    assert result.exit_code == 9
    assert result.stdout == ""
    assert "warning" not in result.stderr
    assert result.stderr.startswith("error: ")


def test_strict_sets_stories_with_errors_aside(house: FakeHouse) -> None:
    sources = [story("a.md", "picture story"), story("b.md", "doubtful")]
    assert run(house, "print", *sources, "--strict").exit_code == 9
    assert pdfs() == ["2023-09-20-doubtful.pdf"]
    assert run(house, "print", sources[0], "--strict").exit_code == 10
    assert run(house, "print", sources[0]).exit_code == 0


def test_wishes_reach_the_plan(house: FakeHouse) -> None:
    story("a.md", "A")
    options = ("--set", "paper=A5", "--set", "Text_Size = large", "--layout", "./ours")
    assert run(house, "print", "a.md", *options, "--lang", "en-GB").exit_code == 0
    (wishes,) = house.wishes
    assert wishes.options == (("paper", "A5"), ("text-size", "large"))
    assert (wishes.layout, wishes.language) == ("./ours", "en-GB")


def test_limits_and_jobs_reach_the_executor(house: FakeHouse) -> None:
    story("a.md", "A")
    assert run(house, "print", "a.md", "--jobs", 3, "--timeout", 5, "--memory", 512).exit_code == 0
    assert house.executors == [(3, Limits(5.0, 512 * 1024**2))]


def test_the_desk_says_how_many_jobs_and_which_folder(house: FakeHouse) -> None:
    story("in/a.md", "A")
    Path("in/cetak.yaml").write_text("jobs: 5\noutput:\n  folder: papers\n")
    assert run(house, "print", "in/a.md").exit_code == 0
    assert house.executors[0][0] == 5
    assert pdfs() == ["in/papers/2023-09-20-a.pdf"]


def test_a_wrong_configuration_stops_everything(house: FakeHouse) -> None:
    story("a.md", "A")
    Path("cetak.yaml").write_text("layuot: reader\n")
    result = run(house, "print", "a.md")
    assert result.exit_code == 3
    assert "cetak.yaml" in result.stderr
    assert pdfs() == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--set", "paper"],
        ["--set", "=A5"],
        ["--set", "paper="],
        ["--lang", "no language"],
        ["--jobs", "-1"],
        ["--nonsense"],
        ["-o", "x.pdf", "--out-dir", "out"],
    ],
)
def test_a_wrong_command_line_is_exit_code_two(house: FakeHouse, arguments: list[str]) -> None:
    result = run(house, "print", story("a.md", "A"), *arguments)
    assert result.exit_code == 2
    assert pdfs() == []


def test_a_finished_sheet_is_used_again_unless_told_not_to(house: FakeHouse) -> None:
    story("a.md", "A")
    for options, cached in (([], False), ([], True), (["--no-store"], False)):
        assert run(house, "print", "a.md", "--report", "r.json", *options).exit_code == 0
        assert json.loads(Path("r.json").read_text())["stories"][0]["cached"] is cached


def test_the_report_tells_each_story(house: FakeHouse) -> None:
    sources = [story("a.md", "long doubtful", "text", "!Baca Juga: B"), story("b.md")]
    assert run(house, "print", *sources, "--report", "r.json").exit_code == 9
    report = json.loads(Path("r.json").read_text())
    first, second = report["stories"]
    assert report["version"] == 1
    assert first.pop("milliseconds") >= 0
    assert len(first.pop("sha256")) == 64
    findings = first.pop("findings")
    assert first == {
        "source": "a.md",
        "output": "2023-09-20-long-doubtful.pdf",
        "layout": "reader",
        "pages": 2,
        "cached": False,
        "removed": [
            {
                "category": "related",
                "rule": "related-line",
                "line": 3,
                "part": "",
                "text": "Baca Juga: B",
                "became": "",
            }
        ],
    }
    assert [finding["severity"] for finding in findings] == ["warning", "info"]
    assert findings[0]["where"] == {"source": "a.md", "line": 3, "column": 0, "part": ""}
    assert second["output"] is None
    assert [finding["code"] for finding in second["findings"]] == ["source-empty"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_output_folder_that_cannot_be_written_is_exit_code_six(house: FakeHouse) -> None:
    Path("locked").mkdir(mode=0o500)
    assert run(house, "print", story("a.md", "A"), "--out-dir", "locked").exit_code == 6


def test_an_output_folder_that_is_a_file_is_exit_code_six(house: FakeHouse) -> None:
    Path("file").touch()
    result = run(house, "print", story("a.md", "A"), "--out-dir", "file")
    assert result.exit_code == 6
    assert result.stderr.startswith("error: ")


def test_a_report_that_cannot_be_written_leaves_the_pdfs(house: FakeHouse) -> None:
    Path("file").touch()
    result = run(house, "print", story("a.md", "A"), "--report", "file/r.json")
    assert result.exit_code == 9
    assert pdfs() == ["2023-09-20-a.pdf"]


def test_the_summary_is_a_table(house: FakeHouse) -> None:
    sources = [story("a.md", "long doubtful", "!B", "!C"), story("b.md"), story("c.md", "picture")]
    result = run(house, "print", *sources, "--summary")
    *table, counts = result.stdout.splitlines()[-5:]
    assert counts.strip() == "3 read: 2 printed, 1 set aside."
    assert table[0].split() == [
        "Source",
        "Layout",
        "Pages",
        "Milliseconds",
        "Stripped",
        "Findings",
    ]
    assert table[1].split()[:3] == ["a.md", "reader", "2"]
    assert table[1].split()[4:] == ["related", "2", "1", "warning,", "1", "note"]
    assert table[2].split() == ["b.md", "set", "aside:", "source-empty"]
    assert table[3].split()[-2:] == ["1", "error"]


def test_the_first_pdf_is_opened(house: FakeHouse) -> None:
    sources = [story("a.md", "A"), story("b.md", "B")]
    result = run(house, "print", *sources, "--open")
    assert result.exit_code == 0
    assert house.opened == [Path("2023-09-20-a.pdf")]
    assert result.stderr == (
        "2 read: 2 printed, 0 set aside.\n"
        "Nothing on this machine shows PDFs; the file is 2023-09-20-a.pdf\n"
    )


def test_ctrl_c_ends_with_130(house: FakeHouse) -> None:
    result = run(house, "print", story("a.md", "interrupt"))
    assert result.exit_code == 130
    assert "Interrupted" in result.stderr
    assert pdfs() == []


def test_errors_speak_indonesian_where_the_locale_does(desk: Path) -> None:
    house = a_house(desk, locale="id_ID.UTF-8")
    result = run(house, "print", story("a.md", "unprintable"))
    assert result.stderr.startswith("galat: a.md: pencetakan memakan waktu")
    assert "saran: " in result.stderr


def test_a_bar_takes_the_place_of_lines_on_a_terminal(desk: Path) -> None:
    house = a_house(desk, terminal=True)
    sources = [story("a.md", "A"), story("b.md", "doubtful"), story("c.md")]
    result = run(house, "print", *sources)
    assert result.exit_code == 9
    assert result.stdout == ""
    for told in ("2023-09-20-a.pdf  (1 page)", "warning: ", "error: ", "b.md:3"):
        assert told in result.stderr
