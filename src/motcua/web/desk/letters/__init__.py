"""Official letters at the desk: written, checked, signed, issued, registered, received."""
