"""An outside format becomes a Draft: facts and raw copy. Pure."""
