"""Citizens' reports, action by action."""
