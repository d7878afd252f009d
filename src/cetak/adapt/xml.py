"""XML that nobody vouches for becomes a tree: no entities, no network, bounded depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from cetak.adapt.decoding import decoded
from cetak.errors import CetakError, SourceError
from cetak.findings import Finding, Where, warning

Node = etree._Element
_DECLARATION = re.compile(r"\s{0,99}<\?xml\b[^>]{0,200}\?>")
_ENCODING = re.compile(
    rb"^[^<]{0,9}<\?xml\b[^>]{0,150}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.-]{1,40})"
)
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
_ELEMENT = re.compile(r"<[A-Za-z_:]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30};)")
_OWN = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_SPACE = re.compile(r"\s+")


def xml_text(name: str, content: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text of an XML file, in the encoding that it declares.

    A declaration that is not true is passed over: the bytes are read like any other text.

    Raises:
        SourceError: As ``decoded``.
    """
    declared = _ENCODING.match(content[:400])
    if declared:
        try:
            text = content.decode(declared[1].decode("ascii"))
            return decoded(name, text.encode("utf-8"))
        except (UnicodeError, LookupError, CetakError):
            pass
    return decoded(name, content)


def xml_root(name: str, text: str) -> tuple[Node, tuple[Finding, ...]]:
    """The root element of an XML text, and what had to be dropped to read it.

    Raises:
        SourceError: ``xml-doctype``, ``xml-too-deep`` or ``xml-broken`` with its place.
    """
    refuse_doctype(name, text)
    text, dropped = _CONTROL.subn("", _DECLARATION.sub("", text, count=1))
    findings = (warning("xml-characters-dropped", name, count=dropped),) if dropped else ()
    try:
        root = _parsed(text)
    except etree.XMLSyntaxError as problem:
        root = _without_names(name, text, problem)
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceError.because("xml-doctype", name)
    return root, findings


def refuse_doctype(name: str, text: str) -> None:
    """Stop at a document type: it may declare entities that grow, or fetch.

    Raises:
        SourceError: ``xml-doctype``.
    """
    element = _ELEMENT.search(text)
    if _DOCTYPE.search(text, 0, element.start() if element else len(text)):
        raise SourceError.because("xml-doctype", name)


def local(node: Node) -> str:
    """An element's name without its namespace; ``""`` for what is no element."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def children(node: Node | None, *names: str) -> Iterator[Node]:
    """The children of these local names, in their order; all children without names."""
    for child in node if node is not None else ():
        if isinstance(child.tag, str) and (not names or local(child) in names):
            yield child


def child(node: Node | None, *path: str) -> Node | None:
    """The first element down a path of local names."""
    for name in path:
        node = next(children(node, name), None)
    return node


def below(node: Node | None, *names: str) -> Iterator[Node]:
    """All elements of these local names, at any depth."""
    for found in node.iter() if node is not None else ():
        if local(found) in names:
            yield found


def text_of(node: Node | None) -> str:
    """All text of an element on one line."""
    return one_line("".join(str(part) for part in node.itertext())) if node is not None else ""


def raw_text(node: Node | None) -> str:
    """All text of an element as it stands."""
    return "".join(str(part) for part in node.itertext()) if node is not None else ""


def text_at(node: Node | None, *path: str) -> str:
    """The text at the end of a path of local names, on one line."""
    return text_of(child(node, *path))


def one_line(text: str) -> str:
    """White space as single spaces, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def without_controls(text: str) -> str:
    """A text without the characters that no element may hold."""
    return _CONTROL.sub("", text)


def inner_markup(node: Node) -> str:
    """What an element holds, as markup without namespaces."""
    bare = etree.fromstring(etree.tostring(node, with_tail=False))
    for part in bare.iter():
        if isinstance(part.tag, str):
            part.tag = local(part)
    etree.cleanup_namespaces(bare)
    opening = bare.text or ""
    holder = etree.Element("x")
    holder.text = opening
    escaped = etree.tostring(holder, encoding="unicode")[3:-4] if opening else ""
    return escaped + "".join(etree.tostring(part, encoding="unicode") for part in bare)


def _parsed(text: str) -> Node:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(text.encode("utf-8"), parser)


def _without_names(name: str, text: str, problem: etree.XMLSyntaxError) -> Node:
    """Feeds write ``&nbsp;`` as if they were pages; the character says the same."""
    if "Entity" not in str(problem):
        raise _refused(name, problem) from problem
    try:
        return _parsed(_NAMED.sub(_character, text))
    except etree.XMLSyntaxError as second:
        raise _refused(name, second) from second


def _character(match: re.Match[str]) -> str:
    return match[0] if match[1] in _OWN else html5.get(match[1], match[0])


def _refused(name: str, problem: etree.XMLSyntaxError) -> SourceError:
    line, column = problem.position
    where = Where(name, max(line or 0, 0), max(column or 0, 0))
    if "depth" in str(problem):
        return SourceError.because("xml-too-deep", where)
    return SourceError.because("xml-broken", where, problem=str(problem.msg)[:200])
