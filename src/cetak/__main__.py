"""``python -m cetak`` is the same as the ``cetak`` command."""

from cetak.cli import main

if __name__ == "__main__":
    main()
