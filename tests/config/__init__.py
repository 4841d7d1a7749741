"""How a process finds its surroundings."""
