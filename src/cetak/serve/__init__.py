"""One reader, one PDF, over HTTP: stories of the newsroom's own sources and nothing else."""
