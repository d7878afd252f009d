"""Print desk: structured stories in, newspaper pages as PDF out.

A story travels through the rooms in this order, each a folder of this package:

1. ``acquire``: where stories and pictures come from
2. ``adapt``: an outside format becomes a Draft
3. ``clean``: a Draft becomes an Article; what only works on a screen goes, and is reported
4. ``edition``: which stories run, where, in what order; the furniture
5. ``layout``: an Article and a layout folder become HTML
6. ``press``: HTML becomes sheets
7. ``proof``: the finished PDF is checked before anybody sees it
8. ``run``: many stories, many processes
9. ``serve``: one reader, one PDF, over HTTP

``article`` is the language that all rooms speak, ``messages`` tells people what they found, and
``cli`` is the command. ARCHITECTURE.md says what each room must not know.
"""

__version__ = "0.1.0"
