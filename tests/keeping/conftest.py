"""Archives are tested in the demonstration city, loaded once."""

from tests.city import django_db_setup  # noqa: F401
