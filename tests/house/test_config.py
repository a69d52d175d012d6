from pathlib import Path

import pytest

from huiyin.house.config import ROOT, Config, ConfigFault, read
from huiyin.house.production import faults
from huiyin.house.variables import VARIABLES, Variable

DOCUMENTED = (ROOT / "docs/configuration.md").read_text()


def fault_of(**environ: str) -> str:
    with pytest.raises(ConfigFault) as caught:
        read(environ)
    return str(caught.value)


def production(**environ: str) -> Config:
    return read({"HUIYIN_MODE": "production", **environ})


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_every_variable_is_documented_with_its_default_and_meaning(variable: Variable) -> None:
    default = f"`{variable.default}`" if variable.default else "(none)"
    assert f"| `{variable.name}` | {variable.kind} | {default} | {variable.doc} |" in DOCUMENTED


def test_it_documents_no_variable_that_is_not_declared() -> None:
    rows = [line.split("`")[1] for line in DOCUMENTED.splitlines() if line.startswith("| `")]
    assert rows == [variable.name for variable in VARIABLES]


def test_every_declared_variable_is_a_field_of_the_config() -> None:
    assert {variable.field for variable in VARIABLES} == set(Config.__dataclass_fields__)


def test_it_needs_no_variable_at_all() -> None:
    assert read({}).port == 8000


def test_it_ignores_variables_of_other_programs() -> None:
    assert read({"PATH": "/bin", "PORT": "9"}).port == 8000


def test_it_takes_an_empty_value_for_none() -> None:
    assert read({"HUIYIN_PORT": ""}).port == 8000


def test_it_names_the_nearest_variable_when_one_is_unknown() -> None:
    assert fault_of(HUIYIN_PROT="8001") == "HUIYIN_PROT is not a variable of Huiyin; did you mean HUIYIN_PORT?"


def test_it_names_the_variable_the_value_and_what_is_allowed() -> None:
    assert fault_of(HUIYIN_MODE="prod") == "HUIYIN_MODE is 'prod'; allowed is demo, production or test."


def test_it_tells_every_fault_at_once() -> None:
    assert len(fault_of(HUIYIN_MODE="x", HUIYIN_PORT="x", HUIYIN_NO="x").splitlines()) == 3


@pytest.mark.parametrize("given", ["0", "65536", "-1", "８０００", "80.0", "1e3", " 80"])
def test_it_refuses_a_port_that_is_none(given: str) -> None:
    assert "a whole number from 1 to 65535" in fault_of(HUIYIN_PORT=given)


@pytest.mark.parametrize(
    "given", ["mysql://x/y", "sqlite://", "sqlite:///", "postgresql://host", "x.sqlite3", "postgresql://h:x/n"]
)
def test_it_refuses_a_database_it_does_not_know(given: str) -> None:
    assert "HUIYIN_DATABASE_URL" in fault_of(HUIYIN_DATABASE_URL=given)


def test_a_password_is_not_repeated_in_a_fault() -> None:
    assert "geheim" not in fault_of(HUIYIN_DATABASE_URL="mysql://a:geheim@b/c", HUIYIN_SMTP_URL="imap://a:geheim@b")


def test_the_database_lies_in_the_data_folder_unless_said_otherwise() -> None:
    assert read({"HUIYIN_DATA_DIR": "/srv/x"}).database_url.path == Path("/srv/x/huiyin.sqlite3")


def test_a_relative_path_starts_from_the_project() -> None:
    assert read({"HUIYIN_DATABASE_URL": "sqlite:///a/b.db"}).database_url.path == ROOT / "a/b.db"


def test_it_reads_every_part_of_a_postgresql_address() -> None:
    found = read({"HUIYIN_DATABASE_URL": "postgresql://u:p%40ss@h:5433/n?sslmode=require"}).database_url
    parts = (found.user, found.password, found.host, found.port, found.name, found.options)
    assert parts == ("u", "p@ss", "h", "5433", "n", (("sslmode", "require"),))


def test_a_postgresql_host_may_be_a_socket_folder() -> None:
    assert read({"HUIYIN_DATABASE_URL": "postgresql:///n?host=/run/pg"}).database_url.host == "/run/pg"


def test_an_smtp_address_takes_the_port_of_its_scheme() -> None:
    found = read({"HUIYIN_SMTP_URL": "smtps://u:p@mail"}).smtp_url
    assert found and (found.host, found.port, found.tls) == ("mail", 465, "ssl")


def test_origins_need_their_scheme() -> None:
    assert "HUIYIN_TRUSTED_ORIGINS" in fault_of(HUIYIN_TRUSTED_ORIGINS="xinfang.example.gov.cn")


def test_production_refuses_everything_unsafe_at_once(tmp_path: Path) -> None:
    unsafe = production(HUIYIN_DATA_DIR=str(tmp_path), HUIYIN_DEBUG="true")
    assert [fault.split()[0] for fault in faults(unsafe)] == [
        "HUIYIN_SECRET_KEY",
        "The",
        "HUIYIN_DEBUG",
        "HUIYIN_ALLOWED_HOSTS",
    ]


def test_production_refuses_to_answer_to_every_host() -> None:
    assert "HUIYIN_ALLOWED_HOSTS contains *" in "".join(faults(production(HUIYIN_ALLOWED_HOSTS="a.cn,*")))


def test_production_finds_no_fault_in_a_safe_configuration(tmp_path: Path) -> None:
    (tmp_path / "ring").touch()
    secret, ring = "s" * 50, str(tmp_path / "ring")
    safe = production(HUIYIN_SECRET_KEY=secret, HUIYIN_KEYRING=ring, HUIYIN_ALLOWED_HOSTS="a.cn")
    assert faults(safe) == []
