"""What a story is: ``Draft`` and ``Article``, spoken by all rooms. Pure; imports no room."""
