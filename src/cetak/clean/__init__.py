"""A Draft becomes an Article: what only works on a screen goes, and is reported. Pure."""
