"""What every test run shares. No Django and no database here: the pure rooms are tested without them."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.house.settings")
os.environ.setdefault("HUIYIN_MODE", "test")
os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")

# How often a property is tried. tests/law/test_histories.py counts for itself, by the name of the profile.
hypothesis.settings.register_profile("suite", max_examples=50, deadline=None)
hypothesis.settings.register_profile("quick", max_examples=50, deadline=None)
hypothesis.settings.register_profile("deep", max_examples=100_000, deadline=None)
hypothesis.settings.load_profile("suite")

TESTS = Path(__file__).parent
#: The functions of tests.office that start a database.
VENDORS = {"sqlite", "postgresql"}
DATABASE = frozenset({"db", "transactional_db", "django_db_setup", "django_db_blocker"})
EMPTY_FIRST = {"law", "vault", "people", "library", "house"}
UNEXPLAINED = "under CI a test may be skipped only when something is absent, with a reason that starts with 'absent:'"
tallied = {"passed": 0, "failed": 0, "skipped": 0}
unexplained: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    if "HUIYIN_DATA_DIR" not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="huiyin-test-")
        os.environ["HUIYIN_DATA_DIR"] = folder.name  # before any worker or Django starts
        config.add_cleanup(folder.cleanup)
    os.fsync = lambda _: None  # nothing here has to survive a power cut
    if config.pluginmanager.hasplugin("django"):
        start_django()


def start_django() -> None:
    import django  # only here: `-p no:django` runs the pure rooms without it

    from huiyin.house import translations

    if translations.is_stale():
        translations.compile_messages()  # before Django reads them: it never looks for what it once did not find
    django.setup()
    from django.conf import settings

    from huiyin.vault.keyring import KeyRing

    if not settings.HUIYIN_KEYRING.exists():
        KeyRing.generate().save(settings.HUIYIN_KEYRING)


def _leave_out_what_ran(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that starts both databases by itself, or asks none, is run with the record on SQLite, and not again on
    PostgreSQL."""
    if not os.environ.get("HUIYIN_DATABASE_URL", "").startswith("postgres"):
        return
    twice = [item for item in items if _brings_its_own(item) or _asks_none(item)]
    if twice:
        config.hook.pytest_deselected(items=twice)
        items[:] = [item for item in items if item not in twice]


def _brings_its_own(item: pytest.Item) -> bool:
    chosen = getattr(item, "callspec", None)
    return chosen is not None and any(getattr(each, "__name__", "") in VENDORS for each in chosen.params.values())


def _asks_none(item: pytest.Item) -> bool:
    """Neither by its mark nor by a fixture of ours, nor by an office that it starts in processes of its own."""
    if not isinstance(item, pytest.Function) or item.get_closest_marker("django_db"):
        return False
    offices = (getattr(each, "__module__", "") == "tests.office" for each in vars(item.module).values())
    known = item._fixtureinfo.name2fixturedefs.values()
    asked = {
        name for defs in known for each in defs if each.func.__module__.startswith("tests") for name in each.argnames
    }
    return DATABASE.isdisjoint(asked | set(item._fixtureinfo.argnames)) and not any(offices)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Every test begins in Chinese: a page asked for in English leaves its language behind in the thread. And it looks
    at the reference data anew, which the test before may have rolled back."""
    if item.config.pluginmanager.hasplugin("django"):
        from django.utils import translation

        from huiyin.people import stamps

        translation.activate("zh-hans")
        stamps.look_again()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Rooms that begin with an empty database come first: the others load the city once and keep it to the end."""
    _leave_out_what_ran(config, items)
    items.sort(key=lambda item: EMPTY_FIRST.isdisjoint(item.path.relative_to(TESTS).parts))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped:
        tallied["skipped"] += 1
        note_skip(report)
    elif report.failed:
        tallied["failed"] += 1
    elif report.when == "call":
        tallied["passed"] += 1


def note_skip(report: pytest.TestReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(getattr(report, "wasxfail", ""))
    if not reason.removeprefix("Skipped: ").startswith("absent:"):
        unexplained.append(f"{report.nodeid}: {reason}")


def pytest_collectreport(report: pytest.CollectReport) -> None:
    tallied["failed"] += report.failed
    tallied["skipped"] += report.skipped


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Hand the tally to ./run test, and fail a CI run that skips without saying what is absent."""
    if os.environ.get("CI") == "true" and unexplained:
        print(f"\n{UNEXPLAINED}:", *unexplained, sep="\n  ")
        tallied["failed"] += len(unexplained)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    tally = os.environ.get("PYTEST_TALLY")
    if tally and not hasattr(session.config, "workerinput"):
        Path(tally).write_text(" ".join(str(count) for count in tallied.values()))
    return (yield)
