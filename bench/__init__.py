"""The measurements: each module prints a table and asserts nothing."""
