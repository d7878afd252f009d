"""What ``--help`` teaches: examples under each command.

Typer sets a blank line where a paragraph ends, so each example is a paragraph of its own.
"""

from __future__ import annotations


def _examples(*pairs: tuple[str, str]) -> str:
    lines = (f"[bold cyan]{command}[/]  [dim]{meaning}[/]" for command, meaning in pairs)
    return "\n\n".join(("[bold]Examples[/]", *lines))


MAIN = _examples(
    ("cetak print story.yaml", "one story as a PDF beside you"),
    ("cetak print stories/ --out-dir out", "every story of a folder"),
    ("cetak clean page.txt --removed", "what is left out on paper, and why"),
    ("cetak layouts show reader", "the options that --set knows"),
)
PRINT = _examples(
    ("cetak print story.yaml", "writes ./<date>-<slug>.pdf"),
    ("cetak print story.md -o story.pdf --open", "names the PDF and shows it"),
    ("cetak print stories/ --out-dir out --watch", "a folder, and again what changes"),
    ("cetak print https://example.com/ --on yesterday", "a site's stories of a day"),
    ("cat story.json | cetak print - -o - > story.pdf", "in a pipe"),
)
CLEAN = _examples(
    ("cetak clean page.txt", "the story as it would be printed"),
    ("cetak clean page.txt --removed", "a table of what was taken out"),
    ("cetak clean page.txt --removed --json", "the same for a program"),
    ("cetak clean page.txt --to yaml > story.yaml", "a story file to edit and print"),
    ("cetak clean pages/ --to html --out-dir audit", "many, with what went struck through"),
)
EDITION = _examples(
    ("cetak edition 2023-09-20 --from stories", "the paper of a day from a folder"),
    ("cetak edition today", "from the sources of cetak.yaml"),
    ("cetak edition plan 2023-09-20 --from stories -o plan.yaml", "its plan, to be changed"),
    ("cetak edition plan.yaml --from stories --set paper=Tabloid", "the paper of that plan"),
    ("cetak edition plan.yaml --from stories --preview", "its pages in the browser as you work"),
)
EDITION_PLAN = _examples(
    ("cetak edition plan 2023-09-20 --from stories -o plan.yaml", "writes the plan"),
    ("cetak edition plan today", "shows it"),
    ("cetak edition plan.yaml --from stories", "prints the paper of a plan"),
)
EDITION_DIFF = _examples(
    ("cetak edition diff old.pdf new.pdf", "what is different, in words"),
    ("cetak edition diff old.pdf new.pdf -o diff.html", "changed pages side by side"),
    ("cetak edition diff old.pdf new.pdf -o diff.pdf", "the same to pass on"),
    ("cetak edition diff old.pdf new.pdf -q && echo same", "in a script"),
)
SERVE = _examples(
    ("cetak serve", "the stories of cetak.yaml, else of this folder"),
    ("cetak serve --from stories/ --port 9000", "another folder, another port"),
    ("cetak serve --from https://example.com/ --prewarm", "a site, printed ahead of readers"),
)
INIT = _examples(
    ("cetak init", "asks, and writes ./cetak.yaml"),
    ("cetak init desk/", "writes desk/cetak.yaml"),
    ("cetak init --yes", "without asking"),
    ("cetak init --force", "over the one that is there"),
)
SCHEMA = _examples(
    ("cetak schema > story.schema.json", "for an editor that checks while you type"),
    ("cetak schema | head -20", "a first look"),
    ("cetak schema | python -m json.tool --compact", "as one line"),
)
LAYOUTS = _examples(
    ("cetak layouts list", "what there is"),
    ("cetak layouts show reader", "its options"),
    ("cetak layouts new ours --from reader", "one of your own in ./ours"),
    ("cetak print story.yaml --layout ./ours", "print with it"),
)
LAYOUTS_LIST = _examples(
    ("cetak layouts list", "what there is"),
    ("cetak layouts show reader", "more about one of them"),
    ("cetak print story.yaml --layout reader", "print with it"),
)
LAYOUTS_SHOW = _examples(
    ("cetak layouts show reader", "a layout that comes with cetak"),
    ("cetak layouts show ./ours", "one of your own"),
    ("cetak print story.yaml --set text-size=large", "use an option it shows"),
)
LAYOUTS_NEW = _examples(
    ("cetak layouts new ours", "starts from reader"),
    ("cetak layouts new large --from ./ours", "starts from your own"),
    ("cetak layouts check ./ours", "after each change"),
)
LAYOUTS_CHECK = _examples(
    ("cetak layouts check ./ours", "before you print with it"),
    ("cetak layouts check reader", "one that comes with cetak"),
    ("cetak print story.yaml --layout ./ours", "then print with it"),
)
RULES = _examples(
    ("cetak rules list", "all rules in the order they are asked"),
    ("cetak rules test page.html", "what they do to a page"),
    ("cetak clean page.html --to html > page-audit.html", "the same, to be looked at"),
)
RULES_LIST = _examples(
    ("cetak rules list", "all rules in the order they are asked"),
    ("cetak rules list --pack indonesia", "those of one pack"),
    ("cetak rules list --pack cetak.yaml", "the newsroom's own"),
)
RULES_TEST = _examples(
    ("cetak rules test page.html", "which rules matched what, applied or not, and why"),
    ("cetak rules test page.html --config new.yaml", "with rules that are not in use yet"),
    ("cetak clean page.html --removed", "only what was taken out"),
)
