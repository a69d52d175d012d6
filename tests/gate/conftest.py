"""The gate is tried in the demonstration city, loaded once."""

from tests.city import django_db_setup  # noqa: F401
