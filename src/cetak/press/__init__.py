"""HTML becomes sheets: the only room that knows the engine."""
