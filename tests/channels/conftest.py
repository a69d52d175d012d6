"""The ways in and out are tried in the demonstration city, loaded once."""

import os

from tests.city import django_db_setup  # noqa: F401
from tests.desk.conftest import desk  # noqa: F401

# Reading print asks no database: once, in the run on SQLite, is enough.
collect_ignore = ["test_letters_reading.py"] if os.environ.get("HUIYIN_DATABASE_URL", "").startswith("postgres") else []
