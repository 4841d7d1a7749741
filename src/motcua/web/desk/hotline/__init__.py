"""The hotline at the desk: the console, a call, guidance while talking, callbacks, the shift and its quality."""
