"""What production refuses to start with."""

from django.contrib.auth import get_user_model
from django.db import connection

from huiyin.house.config import Config
from huiyin.house.faults import Refused

SHORTEST_SECRET = 50


def refuse_unsafe(config: Config) -> None:
    """Raise Refused with every fault at once; demo and test modes pass."""
    if config.mode == "production" and (found := faults(config) + demo_accounts()):
        raise Refused("Production mode refuses to start:\n" + "\n".join(f"  - {fault}" for fault in found))


def faults(config: Config) -> list[str]:
    """The faults of a configuration, each as one sentence; empty when it is fit for production."""
    checks = {
        f"HUIYIN_SECRET_KEY is missing or shorter than {SHORTEST_SECRET} characters.": len(config.secret_key)
        < SHORTEST_SECRET,
        f"The key ring {config.keyring_path} does not exist; make it with ./run keyring, or set HUIYIN_KEYRING.": (
            not config.keyring_path.is_file()
        ),
        "HUIYIN_DEBUG is on; it shows inner details to every visitor.": config.debug,
        "HUIYIN_DIE_AT is set; it is for trials that kill the program.": bool(config.die_at),
        "HUIYIN_ALLOWED_HOSTS is empty; name the hosts the site answers to.": not config.allowed_hosts,
        "HUIYIN_ALLOWED_HOSTS contains *; name the hosts instead.": "*" in config.allowed_hosts,
    }
    return [sentence for sentence, wrong in checks.items() if wrong]


def demo_accounts() -> list[str]:
    if not connection.introspection.table_names():
        return []
    count = get_user_model().objects.filter(is_demo=True).count()
    return [f"The database has {count} demo accounts, whose passwords everybody knows; remove them."] if count else []
