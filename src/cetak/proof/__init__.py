"""The finished PDF is checked before anybody sees it."""
