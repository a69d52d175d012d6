"""./run rotate: a new current key for identities and seals, and everything written anew under it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

from huiyin.cases.identity import ring
from huiyin.people.keyring import KeysMove, held_still
from huiyin.vault.points import reach

# Everything that rests encrypted, by path: most of it is read for a rotation alone.
# Tables, each a huiyin.cases.rotation.Encrypted …
TABLES = (
    "huiyin.cases.rotation.PARTIES",
    "huiyin.cases.rotation.QUERY_CODES",
    "huiyin.cases.rotation.MATTER_KEYS",
    "huiyin.cases.rotation.SERVICES",
    "huiyin.field.people.INVOLVED",
    "huiyin.channels.letters.batches.TYPED",
    "huiyin.channels.letters.work.READINGS",
    "huiyin.channels.arrivals.keeping.READINGS",
    "huiyin.channels.orders.kept.PARTS",
    "huiyin.reception.sealed.TICKETS",
    "huiyin.reception.sealed.WORDS",
    "huiyin.reception.sealed.CONDUCT",
    "huiyin.reception.sealed.APPOINTMENTS",
    "huiyin.desk.forms.drafts.DRAFTS",
    "huiyin.portal.filing.drafts.DRAFTS",
    "huiyin.joint.renewing.RENEWED",
    "huiyin.desk.intake.unfinished.UNFINISHED",
    "huiyin.gate.factors.keeping.SECRETS",
    "huiyin.api.hooks.keeping.SECRETS",
)
# … and whatever else knows by itself how to write its own anew.
OTHERS = (
    "huiyin.cases.materials.rewrite",
    "huiyin.papers.store.rewrite",
    "huiyin.channels.letters.keeping.rewrite",
    "huiyin.channels.arrivals.keeping.rewrite",
    "huiyin.portal.rewriting.rewrite",
)


class Command(BaseCommand):
    help = (
        "Rotate the identity and seal keys; re-encrypt what older keys wrote. May run while the site is in use. "
        "Old keys stay in the ring for reading. If it was broken off, go on with --continue."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--continue", action="store_true", dest="go_on", help="no new key; only write anew")

    def handle(self, *args: Any, go_on: bool = False, **options: Any) -> None:
        try:
            with held_still(moving=True):
                if not go_on:
                    ring().rotate().save(settings.HUIYIN_KEYRING)
                    reach("rotate.ring")
                self._rewrite()
        except KeysMove:
            raise CommandError("Another rotation, or a backup, is at work; wait until it has ended.") from None

    def _rewrite(self) -> None:
        unreadable = 0
        for path in (*TABLES, *OTHERS):
            found = import_string(path)
            written = found.rewrite() if path in TABLES else found()
            unreadable += written.unreadable
            self.stdout.write(f"{written.done:8} written anew: {path}")
        self.stdout.write("Back up the key ring now: what is written from now on needs it. 请立即备份密钥文件。")
        if unreadable:
            raise CommandError(f"{unreadable} could not be read and were left as they are; a backup may have them.")
