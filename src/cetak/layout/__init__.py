"""An Article and a layout folder become HTML. Pure."""
