"""./run restore FILE: bring a backup back and check the journal's chain. Until then the old record is kept."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from huiyin import __version__
from huiyin.house import archive, left_out
from huiyin.house.archive import Manifest
from huiyin.house.config import Config
from huiyin.house.faults import Refused
from huiyin.house.in_use import BROKEN_OFF, replaced
from huiyin.house.restoring import Restoring, broken_off, prepare
from huiyin.house.versions import applied, refuse_newer
from huiyin.vault.envelopes import SealingKey
from huiyin.vault.errors import VaultError


class Command(BaseCommand):
    help = "Restore a backup. Stop the site and its worker first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--force", action="store_true", help="overwrite a database that is not empty")
        parser.add_argument("--key", type=Path, help="the key that opens it; default: HUIYIN_BACKUP_KEY")
        parser.add_argument(
            archive.PLAIN, action="store_true", help="one of before backups were sealed: nobody signed it"
        )
        parser.add_argument("--continue", action="store_true", dest="go_on", help="go on with one that was broken off")
        parser.add_argument("--undo", action="store_true", help="have again what was here before one was broken off")

    def handle(self, *args: Any, **options: Any) -> None:
        config: Config = settings.CONFIG
        with replaced(config):
            refuse_others(config)
            if options["undo"]:
                broken_off(config).undo()
                self.stdout.write("What was here before the restore is here again.")
                return
            self.go_through(broken_off(config) if options["go_on"] else begun(config, **options))

    def go_through(self, restoring: Restoring) -> None:
        """Replace, check, and delete what was replaced; when the new record will not do, have the old one again."""
        try:
            restoring.replace()
            refuse_newer(applied(), "This backup")
            call_command("migrate", verbosity=0, interactive=False)
            self.stdout.write("Restored.")
            whole = verified(restoring.config)
        except BaseException:
            connection.close()
            restoring.undo()
            self.stderr.write("The backup could not be brought back. What was here before is here again.")
            raise
        if not whole and restoring.replaces:
            connection.close()
            restoring.undo()
            raise CommandError("The backup's journal is not whole. What was here before is here again.")
        left_out.forget()
        restoring.end()
        if not whole:
            raise CommandError("The journal is not whole. It is restored as it is, for nothing was here before.")
        refuse_unverified(restoring.config)


def begun(config: Config, file: Path | None, force: bool, key: Path | None, plain: bool, **options: Any) -> Restoring:
    if file is None:
        raise CommandError("Name the backup: ./run restore FILE")
    if (config.data_dir / BROKEN_OFF).exists():
        raise Refused("A restore was broken off here. Type: ./run restore --continue, or: ./run restore --undo")
    tables = connection.introspection.table_names()
    connection.close()
    if tables and not force:
        raise Refused(f"The database is not empty ({len(tables)} tables). To overwrite it add --force.")
    opening = None if plain else opening_key(key or config.backup_key_path)
    return prepare(file, config, lambda manifest: refuse_foreign(manifest, config), bool(tables), opening)


def opening_key(path: Path) -> SealingKey:
    try:
        return SealingKey.load(path)
    except VaultError as error:
        raise Refused(f"{error} The key that opens a backup is named by --key FILE.") from error


def refuse_others(config: Config) -> None:
    if others := archive.others_connected(config.database_url):
        raise Refused(
            f"{others} others are connected to the database {config.database_url.name}. End them, then type the same "
            "again; nothing was changed."
        )


def refuse_foreign(manifest: Manifest, config: Config) -> None:
    """A backup of the other kind of database, or of a newer program, is refused before anything is touched."""
    if manifest.vendor != config.database_url.vendor:
        raise Refused(f"This backup is of {manifest.vendor}, and the database here is {config.database_url.vendor}.")
    refuse_newer(manifest.steps, f"This backup, made by version {manifest.version},")
    if _numbers(manifest.version) > _numbers(__version__):
        raise Refused(f"This backup was made by version {manifest.version}, and this is {__version__}.")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def verified(config: Config) -> bool:
    """Whether the journal is whole; without the keys nobody can say, and then it is taken as it is."""
    if not config.keyring_path.exists():
        return True
    try:
        call_command("verify", restored=True)
    except CommandError:
        return False
    return True


def refuse_unverified(config: Config) -> None:
    if not config.keyring_path.exists():
        raise Refused(
            f"The journal is not verified yet, for the key ring is not part of a backup: "
            f"put yours at {config.keyring_path}, then type: ./run verify"
        )
