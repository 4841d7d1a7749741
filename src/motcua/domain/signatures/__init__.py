"""Who signed what with which key, and whether a signed document is still what it was and still in force."""
