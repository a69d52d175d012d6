"""The program and its database are of one version: an older database is brought up, a newer one is refused."""

from collections.abc import Iterable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from huiyin.house.faults import Refused


def applied() -> list[str]:
    """The steps (migrations) that made the database what it is, as "room.name"; none for an empty one."""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


def unknown(steps: Iterable[str]) -> list[str]:
    """Those of these steps that this program does not know; a newer one has made them."""
    loader = MigrationLoader(None)
    known = {".".join(key) for key in loader.disk_migrations}
    return sorted(step for step in steps if step.partition(".")[0] in loader.migrated_apps and step not in known)


def refuse_newer(steps: Iterable[str], what: str = "The database") -> None:
    """Raise Refused when a newer program has been at work: its tables would be misread, and its acts undone."""
    if newer := unknown(steps):
        raise Refused(
            f"{what} is of a newer version of Huiyin: it has {len(newer)} steps that this one does not know "
            f"({newer[0]} …). Install that version, or a later one, and start again; nothing was changed."
        )


def refuse_other() -> None:
    """Raise Refused when the database is not of this program's version."""
    refuse_newer(applied())
    if lacking := missing():
        raise Refused(f"The database lacks {lacking} migrations. Type: ./run migrate")


def missing() -> int:
    """How many migrations the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
