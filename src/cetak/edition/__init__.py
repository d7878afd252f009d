"""A day's stories become a paper: which run, where, in what order, and the furniture. Pure.

The steps, in order: ``gathering`` (stories to ordered sections), ``plan`` (what an editor may
change), ``arranging`` (the plan's stories, cut as it says), ``makeup`` (where each page of each
story goes), ``furniture`` (labels, contents, refers, jump lines).
"""

from __future__ import annotations
