"""The environment, read once (huiyin/house/variables.py declares what may stand there).

Nothing is guessed: an unknown variable or a wrong value is a fault that names itself.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

from huiyin.house.allowed import ROOT, Database, Mode, Smtp
from huiyin.house.variables import BY_NAME, PREFIX, VARIABLES, Variable

__all__ = ["ROOT", "Config", "ConfigFault", "read"]


class ConfigFault(Exception):
    """One or more variables are wrong; `faults` holds one plain sentence for each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Config:
    """All declared variables, typed. Field names are the variables' names without HUIYIN_, in lower case."""

    mode: Mode
    debug: bool
    data_dir: Path
    database_url: Database
    secret_key: str
    keyring: Path | None
    backup_key: Path | None
    host: str
    port: int
    workers: int
    allowed_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    proxies: int | None
    smallest_count: int
    open_figures: bool
    idle_minutes: int
    session_hours: int
    second_factor: str | None
    hash: str
    cipher: str
    book: str
    law: Path | None
    names: Path
    ties_days: int
    code_pause_days: int
    site_name: str
    site_url: str
    seal: str
    smtp_url: Smtp | None
    mail_from: str
    channels: Path | None
    quiet_hours: tuple[time, time]
    clock_gap: int
    seal_age: int
    anchor_file: Path | None
    anchor_mail: str
    oidc: Path | None
    ldap: Path | None
    language_model: str
    language_model_name: str
    language_model_key: str
    open311: Path | None
    hook_networks: tuple[str, ...]
    office_networks: tuple[str, ...]
    metrics_key: str
    traces: str | None
    die_at: str
    test_postgres_url: Database | None

    @property
    def hops(self) -> int:
        """How many proxies stand in front; whoever names the site's addresses behind one has one."""
        return self.proxies if self.proxies is not None else int(bool(self.trusted_origins))

    @property
    def channels_path(self) -> Path:
        return self.channels or self.data_dir / "channels.yaml"

    @property
    def keyring_path(self) -> Path:
        return self.keyring or self.data_dir / "keyring.json"

    @property
    def backup_key_path(self) -> Path:
        return self.backup_key or self.data_dir / "backup.key"


def read(environ: Mapping[str, str] | None = None) -> Config:
    """Parse the environment.

    Args:
        environ: variable name → text; the process's own when None.

    Raises:
        ConfigFault: with every fault found, not only the first.
    """
    environ = os.environ if environ is None else environ
    faults = [_unknown(name) for name in environ if name.startswith(PREFIX) and name not in BY_NAME]
    values: dict[str, Any] = {}
    for variable in VARIABLES:
        given = environ.get(variable.name, "") or _default(variable, values)
        try:
            values[variable.field] = variable.parse(given)
        except (ValueError, KeyError):
            faults.append(f"{variable.name} is {_without_password(given)!r}; allowed is {variable.kind}.")
    if faults:
        raise ConfigFault(faults)
    return Config(**values)


def _default(variable: Variable, values: Mapping[str, Any]) -> str:
    if variable.name == "HUIYIN_DATABASE_URL":
        return f"sqlite:///{values.get('data_dir', ROOT / 'var')}/huiyin.sqlite3"
    return variable.default


def _unknown(name: str) -> str:
    nearest = difflib.get_close_matches(name, BY_NAME, n=1, cutoff=0.5)
    hint = f"; did you mean {nearest[0]}?" if nearest else "; see docs/configuration.md."
    return f"{name} is not a variable of Huiyin{hint}"


def _without_password(given: str) -> str:
    return re.sub(r"(?<=:)[^:/]+(?=@)", "…", given)
