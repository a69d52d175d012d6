"""Every HUIYIN_* variable of the environment, with what is allowed, its default and its meaning.

docs/configuration.md lists the same variables and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huiyin.house.allowed import (
    database,
    hours,
    ip_networks,
    items,
    model_address,
    number,
    one_of,
    optional,
    optional_point,
    origin,
    origins,
    path,
    postgresql,
    smtp,
    yes_or_no,
)

PREFIX = "HUIYIN_"


@dataclass(frozen=True)
class Variable:
    """A declared variable: `kind` says what is allowed; `parse` gives the value, or ValueError or KeyError."""

    name: str
    kind: str
    default: str
    doc: str
    parse: Callable[[str], Any]

    @property
    def field(self) -> str:
        return self.name.removeprefix(PREFIX).lower()

    @property
    def shown_default(self) -> str:
        return self.default or "(none)"


VARIABLES: tuple[Variable, ...] = (
    Variable(
        "HUIYIN_MODE",
        "demo, production or test",
        "demo",
        "What this installation is for; production refuses to start until it is safe.",
        one_of("demo", "production", "test"),
    ),
    Variable(
        "HUIYIN_DEBUG",
        "true or false",
        "false",
        "Shows error details in the browser and serves static files unprepared; refused in production.",
        yes_or_no,
    ),
    Variable(
        "HUIYIN_DATA_DIR",
        "path",
        "var",
        "Folder for the SQLite file, uploads, prepared static files and, in demo mode, generated keys.",
        path,
    ),
    Variable(
        "HUIYIN_DATABASE_URL",
        "sqlite:///relative/path, sqlite:////absolute/path or postgresql://user:password@host:port/name",
        "",
        "The database of the record; without it huiyin.sqlite3 in the data folder. On one machine, "
        "?host=/run/postgresql asks through the socket, for less.",
        database,
    ),
    Variable(
        "HUIYIN_SECRET_KEY",
        "text",
        "",
        "Signs sessions and tokens; at least 50 random characters in production, generated in demo mode. Keep it: "
        "with another one, links to join, codes of those who joined and own lists no longer open.",
        str,
    ),
    Variable(
        "HUIYIN_KEYRING",
        "path",
        "",
        "The key ring that opens identities; without it keyring.json in the data folder, generated in demo mode.",
        optional(path),
    ),
    Variable(
        "HUIYIN_BACKUP_KEY",
        "path",
        "",
        "The key with which backups are sealed; without it backup.key in the data folder, generated in demo mode.",
        optional(path),
    ),
    Variable("HUIYIN_HOST", "address", "127.0.0.1", "The address the web server listens on.", str),
    Variable(
        "HUIYIN_PORT", "a whole number from 1 to 65535", "8000", "The port the web server listens on.", number(1, 65535)
    ),
    Variable(
        "HUIYIN_WORKERS", "a whole number from 1 to 256", "2", "How many web server processes run.", number(1, 256)
    ),
    Variable(
        "HUIYIN_ALLOWED_HOSTS",
        "host names separated by commas",
        "",
        "The names the site answers to; in demo and test mode this machine's own are added.",
        items,
    ),
    Variable(
        "HUIYIN_TRUSTED_ORIGINS",
        "addresses with their scheme, separated by commas",
        "",
        "The site's addresses when a proxy stands in front, such as https://xinfang.example.gov.cn.",
        origins,
    ),
    Variable(
        "HUIYIN_SMALLEST_COUNT",
        "a whole number from 5 to 1000",
        "5",
        "Reports of wrongdoing stand in what an office publishes only where each count of them, and what it leaves of "
        "the whole, is none or at least so many. In the open figures smaller numbers are hidden.",
        number(5, 1000),
    ),
    Variable(
        "HUIYIN_OPEN_FIGURES",
        "true or false",
        "true",
        "Whether the figures of each month that is over are published on the portal, small numbers hidden.",
        yes_or_no,
    ),
    Variable(
        "HUIYIN_IDLE_MINUTES",
        "a whole number from 5 to 480",
        "30",
        "So long may a member of staff do nothing before they are asked to sign in again; what they typed comes back.",
        number(5, 480),
    ),
    Variable(
        "HUIYIN_SESSION_HOURS",
        "a whole number from 1 to 168",
        "12",
        "So long after signing in a member of staff signs in again, however busy they are.",
        number(1, 168),
    ),
    Variable(
        "HUIYIN_SECOND_FACTOR",
        "required or offered",
        "",
        "Whether those who may read matters, administer or audit must show a second factor when they sign in; required "
        "in production unless said otherwise.",
        optional(one_of("required", "offered")),
    ),
    Variable(
        "HUIYIN_PROXIES",
        "a whole number from 0 to 5",
        "",
        "How many proxies of yours stand in front, each telling the visitor's address; without it one if there are "
        "trusted origins, else none. So many of their entries are believed (docs/proxies/).",
        optional(number(0, 5)),
    ),
    Variable(
        "HUIYIN_HASH",
        "sha256 or sm3",
        "sha256",
        "The hash of the journal's chain; sm3 is the Chinese national standard (GB/T 32905).",
        one_of("sha256", "sm3"),
    ),
    Variable(
        "HUIYIN_CIPHER",
        "aes-gcm or sm4-gcm",
        "aes-gcm",
        "The cipher of identities; sm4-gcm is the Chinese national standard (GB/T 32907).",
        one_of("aes-gcm", "sm4-gcm"),
    ),
    Variable("HUIYIN_BOOK", "name", "cn-2022", "The rule book under which new matters are lodged.", str),
    Variable(
        "HUIYIN_LAW",
        "path",
        "",
        "An office's own folder of laws, rule books and routes, read after data/law (docs/law.md).",
        optional(path),
    ),
    Variable(
        "HUIYIN_NAMES",
        "path",
        "data/names/accused.yaml",
        "How people call organs and their staff: read when a report of wrongdoing says whom it is about.",
        path,
    ),
    Variable(
        "HUIYIN_TIES_DAYS",
        "a whole number from 0 to 36500",
        "1095",
        "How many days after leaving a post somebody still may not touch reports on that organ.",
        number(0, 36500),
    ),
    Variable(
        "HUIYIN_CODE_PAUSE_DAYS",
        "a whole number from 0 to 60",
        "3",
        "How many days a query code that was replaced at the counter still opens its matter, so that its holder may "
        "stop a replacement they did not ask for.",
        number(0, 60),
    ),
    Variable("HUIYIN_SITE_NAME", "text", "", "The office that keeps this installation, as its pages name it.", str),
    Variable(
        "HUIYIN_SITE_URL",
        "http:// or https:// address",
        "",
        "Where people reach the site from outside; notices name it.",
        origin,
    ),
    Variable(
        "HUIYIN_SEAL",
        "demo, or the Python path of a provider's class",
        "",
        "Who seals papers (docs/papers/README.md); without a provider they are drafts, and only demo mode has its own.",
        str,
    ),
    Variable(
        "HUIYIN_MAIL_FROM",
        "e-mail address",
        "huiyin@localhost",
        "The sender of the notices.",
        str,
    ),
    Variable(
        "HUIYIN_SMTP_URL",
        "smtp://user:password@host:port, the same with ?tls=starttls, or smtps://…",
        "",
        "The outgoing mail server; without it mail is written to the data folder.",
        optional(smtp),
    ),
    Variable(
        "HUIYIN_CHANNELS",
        "path",
        "",
        "The mailboxes, gateways and folders that are connected (docs/channels/); without it channels.yaml in the data "
        "folder.",
        optional(path),
    ),
    Variable(
        "HUIYIN_QUIET_HOURS",
        "two times, such as 21:00-08:00; the same twice for none",
        "21:00-08:00",
        "When no text message goes out; those of the night are sent in the morning.",
        hours,
    ),
    Variable(
        "HUIYIN_CLOCK_GAP",
        "a whole number of days from 1 to 366",
        "10",
        "If nothing was written for longer, the worker does nothing by date until somebody types ./run clock --right.",
        number(1, 366),
    ),
    Variable(
        "HUIYIN_SEAL_AGE",
        "a whole number of days from 1 to 366",
        "3",
        "./run verify says so when the newest daily seal is older though something was written since.",
        number(1, 366),
    ),
    Variable(
        "HUIYIN_ANCHOR_FILE",
        "path",
        "",
        "A file on another machine's disk to which the hash of every daily seal is added; see docs/journal.md.",
        optional(Path),
    ),
    Variable(
        "HUIYIN_ANCHOR_MAIL",
        "e-mail address",
        "",
        "Somebody outside to whom the hash of every daily seal is sent.",
        str,
    ),
    Variable(
        "HUIYIN_OIDC",
        "path",
        "",
        "The file that names the service by which staff sign in (docs/sign-in.md); without it they sign in here.",
        optional(path),
    ),
    Variable(
        "HUIYIN_LDAP",
        "path",
        "",
        "The file that names the directory (LDAP, Active Directory) by which staff sign in (docs/sign-in.md).",
        optional(path),
    ),
    Variable(
        "HUIYIN_LANGUAGE_MODEL",
        "an address inside, such as http://127.0.0.1:8080/v1",
        "",
        "An OpenAI-compatible language model on the office's own machines, which drafts words for staff "
        "(docs/language-model.md); without it there is none. An address outside is never asked.",
        model_address,
    ),
    Variable(
        "HUIYIN_LANGUAGE_MODEL_NAME",
        "text",
        "default",
        "What that server calls the model.",
        str,
    ),
    Variable(
        "HUIYIN_LANGUAGE_MODEL_KEY",
        "text",
        "",
        "What that server is sent as its bearer token, if it wants one.",
        str,
    ),
    Variable(
        "HUIYIN_OPEN311",
        "path",
        "",
        "The list of services that may be reported by Open311 (data/open311/services.yaml is one); without it the "
        "façade is switched off, but in demo mode.",
        optional(path),
    ),
    Variable(
        "HUIYIN_HOOK_NETWORKS",
        "networks separated by commas, such as 10.20.0.0/16",
        "",
        "Networks inside to which webhooks may be sent; without it only to servers that everybody can reach.",
        ip_networks,
    ),
    Variable(
        "HUIYIN_OFFICE_NETWORKS",
        "networks separated by commas, such as 10.20.0.0/16",
        "",
        "Networks of offices: the record keeps of a rating that it came from one, never from which address.",
        ip_networks,
    ),
    Variable(
        "HUIYIN_METRICS_KEY",
        "text",
        "",
        "What Prometheus sends as its bearer token to read /metrics; without it there is no such page.",
        str,
    ),
    Variable(
        "HUIYIN_TRACES",
        "http:// or https:// address",
        "",
        "Where an OpenTelemetry receiver takes traces by HTTP (…/v1/traces); without it there are none "
        "(docs/traces.md).",
        optional(model_address),
    ),
    Variable(
        "HUIYIN_DIE_AT",
        "a point of huiyin/vault/points.py, or point:times",
        "",
        "For ./run faults: the process kills itself there. Refused in production.",
        optional_point,
    ),
    Variable(
        "HUIYIN_TEST_POSTGRES_URL",
        "postgresql://user:password@host:port/name",
        "",
        "The throw-away PostgreSQL that ./run test starts and hands to the tests.",
        optional(postgresql),
    ),
)
BY_NAME: Mapping[str, Variable] = {variable.name: variable for variable in VARIABLES}
