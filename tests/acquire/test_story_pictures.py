from __future__ import annotations

import io
import pickle
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from cetak.acquire.policy import PictureError, PicturePolicy
from cetak.acquire.store import FolderPictureStore
from cetak.acquire.story_pictures import pictures_of, story_pictures
from cetak.article.blocks import Figure, Paragraph, Picture, Sidebar
from cetak.article.richtext import RichText
from cetak.article.sheet import PictureFile
from cetak.article.story import Article
from cetak.findings import Finding, Severity
from cetak.messages import explain
from cetak.resources import MemoryResources

FOLDER = Path("/desk")


@dataclass
class FakeFetch:
    answers: dict[str, bytes | str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, url: str, policy: PicturePolicy) -> bytes:
        self.asked.append(url)
        answer = self.answers[url]
        if isinstance(answer, str):
            raise PictureError.because(answer, url, host="img.example.id", seconds=10)
        return answer


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()


def figure(source: str, cleared: bool = True) -> Figure:
    picture = Picture(source=source, cleared_for_print=cleared, usage_terms="Web only")
    return Figure(picture=picture)


def story(*figures: Figure) -> Article:
    return Article(headline=RichText.plain("Pelabuhan"), uri="urn:1", body=figures)


def brought(
    article: Article,
    files: dict[str, bytes],
    fetch: FakeFetch | None = None,
    policy: PicturePolicy | None = None,
    store: FolderPictureStore | None = None,
) -> tuple[dict[str, PictureFile], list[tuple[str, str]], tuple[Finding, ...]]:
    pictures, findings = pictures_of(
        article,
        folder=FOLDER,
        policy=policy or PicturePolicy(),
        resources=MemoryResources(files),
        fetch=fetch or FakeFetch(),
        store=store,
        name="story.yaml",
    )
    for finding in findings:
        for language in ("en", "id"):
            assert "{" not in explain(finding, language).message
    return dict(pictures), [(f.code, f.where.part) for f in findings], findings


def test_main_picture_body_and_sidebars_are_walked_in_printed_order() -> None:
    sidebar = Sidebar(blocks=(Paragraph(text=RichText.plain("x")), figure("c.jpg")))
    article = Article(picture=figure("a.jpg"), body=(figure("b.jpg"), sidebar))
    assert [(part, picture.source) for part, picture in story_pictures(article)] == [
        ("picture.picture", "a.jpg"),
        ("body[0].picture", "b.jpg"),
        ("body[1].blocks[1].picture", "c.jpg"),
    ]


def test_pictures_come_by_their_source_and_refusals_as_findings_with_their_part() -> None:
    article = story(figure("a.jpg"), figure("gone.jpg"), figure("a.jpg"), figure("gone.jpg"))
    pictures, refusals, findings = brought(article, {"/desk/a.jpg": jpeg()})
    assert list(pictures) == ["a.jpg"]
    assert refusals == [
        ("picture-missing", "body[1].picture"),
        ("picture-missing", "body[3].picture"),
    ]
    assert findings[0].severity is Severity.ERROR
    assert (findings[0].where.source, findings[0].facts["picture"]) == ("story.yaml", "gone.jpg")


def test_what_is_not_cleared_for_print_is_not_even_opened() -> None:
    fetch = FakeFetch()
    pictures, refusals, findings = brought(
        story(figure("https://img.example.id/a.jpg", cleared=False)), {}, fetch
    )
    assert (pictures, fetch.asked) == ({}, [])
    assert refusals == [("picture-not-cleared", "body[0].picture")]
    assert findings[0].severity is Severity.WARNING
    assert findings[0].facts["terms"] == "Web only"


def test_an_address_that_cannot_be_taken_apart_is_refused_not_raised() -> None:
    fetch = FakeFetch({"https://[/a.jpg": "picture-url"})
    _, refusals, _ = brought(story(figure("https://[/a.jpg")), {}, fetch)
    assert refusals == [("picture-url", "body[0].picture")]


def test_each_source_is_fetched_once() -> None:
    url = "https://img.example.id/a.jpg"
    fetch = FakeFetch({url: jpeg()})
    pictures, refusals, _ = brought(story(figure(url), figure(url)), {}, fetch)
    assert (list(pictures), refusals, fetch.asked) == ([url], [], [url])


def test_a_host_that_did_not_answer_is_not_asked_again() -> None:
    urls = [f"https://img.example.id/{number}.jpg" for number in range(3)]
    fetch = FakeFetch({urls[0]: "picture-timeout"})
    _, refusals, _ = brought(story(*map(figure, urls)), {}, fetch)
    assert [code for code, _ in refusals] == ["picture-timeout", *["picture-host-silent"] * 2]
    assert fetch.asked == urls[:1]


def test_a_story_does_not_wait_for_ever_for_its_pictures() -> None:
    urls = [f"https://{number}.example.id/a.jpg" for number in range(2)]
    fetch, policy = FakeFetch(), PicturePolicy(story_seconds=0)
    figures = [*map(figure, urls), figure("a.jpg")]
    pictures, refusals, _ = brought(story(*figures), {"/desk/a.jpg": jpeg()}, fetch, policy)
    assert [code for code, _ in refusals] == ["picture-story-time"] * 2
    assert (fetch.asked, list(pictures)) == ([], ["a.jpg"])


def test_pictures_over_the_limit_are_left_out() -> None:
    files = {f"/desk/{number}.jpg": jpeg() for number in range(3)}
    figures = [figure(f"{number}.jpg") for number in (0, 1, 0, 2)]
    pictures, refusals, _ = brought(story(*figures), files, policy=PicturePolicy(max_pictures=2))
    assert list(pictures) == ["0.jpg", "1.jpg"]
    assert refusals == [("picture-over-limit", "body[3].picture")]


def test_a_stored_picture_is_not_decoded_again_and_a_damaged_one_is_remade() -> None:
    kept = MemoryResources()
    store = FolderPictureStore(Path("/store"), kept)
    article, files = story(figure("a.jpg")), {"/desk/a.jpg": jpeg()}
    first, _, _ = brought(article, files, store=store)
    (name,) = kept.files
    entry = kept.files[name]
    swapped = PictureFile("0" * 64, "image/png", 1, 1, b"other")
    assert store.get(name.removeprefix("/store/").removesuffix(".picture").replace("/", ""))
    for damaged in (entry[:-1], entry[:40], b"", b"{}\n", b"[]\n", b"\xff\n" + swapped.content):
        kept.files[name] = damaged
        again, _, _ = brought(article, files, store=store)
        assert again == first
        assert kept.files[name] == entry


def test_another_limit_is_another_entry_in_the_store() -> None:
    kept = MemoryResources()
    store = FolderPictureStore(Path("/store"), kept)
    article, files = story(figure("a.jpg")), {"/desk/a.jpg": jpeg()}
    brought(article, files, store=store)
    _, refusals, _ = brought(article, files, policy=PicturePolicy(max_pixels=10), store=store)
    assert [code for code, _ in refusals] == ["picture-too-many-pixels"]


def test_a_refusal_travels_between_processes() -> None:
    error = PictureError.because("picture-missing", "a.jpg", reason="x")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.findings) == (PictureError, error.findings)
