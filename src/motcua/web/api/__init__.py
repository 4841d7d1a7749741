"""The door for other systems: addresses that machines read."""
