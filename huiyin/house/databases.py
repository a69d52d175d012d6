"""How Django talks to each of the two databases."""

from typing import Any

from huiyin.house.allowed import Database
from huiyin.house.config import Config

# FULL: what was acknowledged survives a power cut. The busy handler is unfair, so writers may wait long: 20 s.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; "
    "PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456; PRAGMA foreign_keys=ON"
)
# A server that is gone, or a line that swallows everything, is noticed within some twenty seconds.
IN_TIME = {
    "connect_timeout": "5",
    "keepalives_idle": "30",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}
# PostgreSQL parses and plans a statement that comes again and again only once.
PREPARED = {"server_side_binding": True, "prepare_threshold": 5}


def django_database(database: Database, config: Config) -> dict[str, Any]:
    """Django's DATABASES entry for a parsed address."""
    if database.vendor == "sqlite":
        return _sqlite(database, config)
    return _postgresql(database)


def _sqlite(database: Database, config: Config) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(database.path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        # A file, as in real life: the shared in-memory database locks whole tables between threads.
        "TEST": {"NAME": str(config.data_dir / "test.sqlite3")},
    }


def _postgresql(database: Database) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database.name,
        "USER": database.user,
        "PASSWORD": database.password,
        "HOST": database.host,
        "PORT": database.port,
        # Every thread keeps its connection, which is two milliseconds a request cheaper than borrowing from a pool.
        "CONN_MAX_AGE": None,
        # A connection that was cut while nobody used it (a restart, a firewall) costs the next visitor nothing.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**PREPARED, **IN_TIME, **dict(database.options)},
    }
