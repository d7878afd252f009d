from __future__ import annotations

import contextlib
import socket
from pathlib import Path

import pytest
from fake_house import Environment, FakeHouse, a_house, run

from cetak.cli.serving import SECRET, ServeOrder, service_of
from cetak.errors import CetakError


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeHouse:
    monkeypatch.chdir(tmp_path)
    return a_house(tmp_path)


def test_standard_input_cannot_be_served(house: FakeHouse) -> None:
    result = run(house, "serve", "--from", "-")
    assert result.exit_code == 2
    assert "Standard input cannot be served" in result.stderr


def test_a_port_that_is_taken_is_told(house: FakeHouse) -> None:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        result = run(house, "serve", "--port", port)
    assert result.exit_code == 6
    assert f"Nothing can listen at 127.0.0.1:{port}" in result.stderr


@pytest.mark.parametrize("port", [-1, 65536, "web"])
def test_a_port_is_a_number(house: FakeHouse, port: object) -> None:
    assert run(house, "serve", "--port", port).exit_code == 2


def test_a_secret_that_can_be_guessed_is_refused(house: FakeHouse) -> None:
    house.resources = Environment({SECRET: "koran"})
    result = run(house, "serve")
    assert result.exit_code == 3
    assert "shorter than 16 characters" in result.stderr
    assert "koran" not in result.stderr


def test_a_wrong_option_of_the_newsroom_is_told(house: FakeHouse) -> None:
    Path("cetak.yaml").write_text("options:\n  colour: red\n")
    result = run(house, "serve")
    assert result.exit_code == 3
    assert "colour" in result.stderr


def test_what_is_ordered_holds(house: FakeHouse) -> None:
    house.resources = Environment({SECRET: "s" * 16})
    order = ServeOrder(jobs=3, waiting=7, per_client=2, prewarm=True)
    service = service_of(order, house)
    terms = service.terms
    assert (terms.workers, terms.waiting, terms.per_client) == (3, 7, 2)
    assert (terms.prewarm, terms.secret) == (True, "s" * 16)
    assert [source.name for source in service.sources] == ["."]
    assert service.papers.folder is None


def test_sources_and_papers_are_those_of_the_configuration(house: FakeHouse) -> None:
    sections = (
        "publication: {name: Koran Lembah}",
        "sources: {folder: naskah}",
        "output: {folder: cetakan}",
    )
    Path("cetak.yaml").write_text("\n".join(sections))
    service = service_of(ServeOrder(), house)
    assert [Path(source.name).name for source in service.sources] == ["naskah"]
    assert service.papers.folder is not None
    assert service.papers.folder.name == "cetakan"
    assert service.papers.stem == "koran-lembah"
    named = service_of(ServeOrder(sources=("lain",), editions=Path("e")), house)
    assert [source.name for source in named.sources] == ["lain"]
    assert named.papers.folder == Path("e")


def test_the_secret_is_shown_nowhere(house: FakeHouse) -> None:
    house.resources = Environment({SECRET: "s" * 16})
    assert "s" * 16 not in repr(service_of(ServeOrder(), house).terms)
    with pytest.raises(CetakError):
        service_of(ServeOrder(sources=("-",)), house)
