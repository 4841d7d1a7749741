"""Voters' petitions at the desk: heard, sorted, sent, assigned, answered, judged, followed."""
