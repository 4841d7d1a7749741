"""The hotline: calls, operators, callbacks, what is said and what is kept."""
