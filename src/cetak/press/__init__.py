"""HTML becomes sheets, sheets become one file: the only room that knows the engine."""
