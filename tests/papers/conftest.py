"""Papers are drawn from matters of the demonstration city, loaded once."""

from tests.city import django_db_setup  # noqa: F401
