"""Tasks are vacuumed after so many changes, not after a share of all there ever were.

The worklist is counted from an index alone as long as PostgreSQL knows the pages behind it to be visible to
everybody. By the server's own rule (a fifth of the table) a province with ten years of closed tasks would wait
for a million changes, and read the rows of every open task in the meantime.
"""

from __future__ import annotations

from django.db import migrations

CHANGES = 10_000
PARAMETERS = {
    f"autovacuum_{what}_{rule}": value
    for what in ("vacuum", "vacuum_insert", "analyze")
    for rule, value in (("scale_factor", 0), ("threshold", CHANGES))
}


class Migration(migrations.Migration):
    dependencies = [("matters", "0004_received_at_one_stop")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE matters_task SET ({', '.join(f'{name} = {value}' for name, value in PARAMETERS.items())})",
            f"ALTER TABLE matters_task RESET ({', '.join(PARAMETERS)})",
        )
    ]
