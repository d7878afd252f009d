"""Many stories at once: executors, and the store of finished sheets."""
