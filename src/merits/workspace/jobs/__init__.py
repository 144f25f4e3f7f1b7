"""Long work: who asked for it, how far it is, whether it should stop, what came of it."""
