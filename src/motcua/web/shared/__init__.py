"""The house of the web: layout, components, errors as pages, the clock and the language of a request."""
