"""The journal only grows, whoever owns the tables; and an entry's clock and transaction are the database's."""

from __future__ import annotations

from django.db import migrations

TABLES = ("journal_entry", "journal_leaf", "journal_head")

APPEND_ONLY = """
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is never changed' USING ERRCODE = 'restrict_violation'; END $$;
"""

GUARD = """
CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
CREATE TRIGGER journal_is_never_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
"""

STAMP = """
CREATE FUNCTION journal_entry_is_stamped() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    NEW.recorded_at := clock_timestamp();
    NEW.txid := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;
CREATE TRIGGER journal_entry_is_stamped BEFORE INSERT ON journal_entry
FOR EACH ROW EXECUTE FUNCTION journal_entry_is_stamped();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION journal_is_append_only()"),
        *[
            migrations.RunSQL(
                GUARD.format(table=table),
                f"DROP TRIGGER journal_is_append_only ON {table}; DROP TRIGGER journal_is_never_emptied ON {table}",
            )
            for table in TABLES
        ],
        migrations.RunSQL(
            STAMP,
            "DROP TRIGGER journal_entry_is_stamped ON journal_entry; DROP FUNCTION journal_entry_is_stamped()",
        ),
    ]
