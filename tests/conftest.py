"""Lets every room's tests import what lies here, and shares one WordPress among those who ask."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from wordpress_gold import EXPORT
from wordpress_site import Database, Site, lacking, running_database, running_site


@pytest.fixture(scope="session")
def database() -> Iterator[Database]:
    """A MariaDB of this run; where it cannot be had the tests are skipped, but never in CI."""
    if reason := lacking():
        told = f"There is no WordPress to test with. {reason}"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(told)
    with running_database() as database:
        yield database


@pytest.fixture(scope="session")
def koran(database: Database) -> Iterator[Site]:
    """A newsroom's site: WordPress with the posts of ``koran.wxr``."""
    with running_site(database, "koran", "Koran Lembah", EXPORT) as site:
        yield site
