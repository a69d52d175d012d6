"""The gate is tried in the demonstration city, loaded once."""

import os

from tests.city import django_db_setup  # noqa: F401

# What a directory and a provider say has nothing to do with the database: once, in the run on SQLite, is enough.
_ON_POSTGRES = os.environ.get("HUIYIN_DATABASE_URL", "").startswith("postgres")
collect_ignore = ["test_directory.py", "test_real_provider.py"] if _ON_POSTGRES else []
