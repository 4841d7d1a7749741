"""Open311 GeoReport v2: the door through which other systems report and read what was published, in XML and JSON."""
