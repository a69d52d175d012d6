"""The index over the words: each database has its own kind."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# detail and columnsize: only which matter has which word is kept. ascii: whatever is not ASCII is part of a word.
FTS5 = (
    "CREATE VIRTUAL TABLE insights_search USING fts5(words, content='insights_document', content_rowid='id',"
    " detail='none', columnsize=0, tokenize=\"ascii tokenchars '_'\")",
)
GIN = (
    # Entries that wait to be sorted in are read by every search: let few of them wait.
    "CREATE INDEX insights_document_words ON insights_document USING gin (words) WITH (gin_pending_list_limit = 256)",
    # The planner must know which words are common: rare ones are looked up, common ones met on the way from the newest.
    "ALTER TABLE insights_document ALTER COLUMN words SET STATISTICS 1000",
)


def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in GIN if editor.connection.vendor == "postgresql" else FTS5:
        editor.execute(statement)


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = editor.connection.vendor == "postgresql"
    editor.execute("DROP INDEX insights_document_words" if postgresql else "DROP TABLE insights_search")


class Migration(migrations.Migration):
    dependencies = [("insights", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
