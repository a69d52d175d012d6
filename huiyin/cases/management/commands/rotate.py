"""./run rotate: a new current key for identities and seals, and everything written anew under it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from huiyin.cases.identity import ring
from huiyin.cases.rotation import reencrypt


class Command(BaseCommand):
    help = "Rotate the identity and seal keys; re-encrypt what older keys wrote. Old keys stay in the ring for reading."

    def handle(self, *args: Any, **options: Any) -> None:
        ring().rotate().save(settings.HUIYIN_KEYRING)
        ring.cache_clear()
        parties, codes = reencrypt()
        self.stdout.write(f"{parties} parties and {codes} query codes are now under the new key.")
        self.stdout.write("Restart the site and the worker, and back up the key ring. 请重启服务并备份密钥文件。")
