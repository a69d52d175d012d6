"""A new key for the whole house: every table, folder and session that keeps something encrypted is written anew."""

from __future__ import annotations

import base64
import fcntl
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import BinaryField, Model
from django.utils import timezone
from django.utils.module_loading import import_string

from huiyin.cases import materials
from huiyin.cases.models import MatterKey
from huiyin.cases.rotation import Encrypted
from huiyin.channels.letters import keeping
from huiyin.channels.letters.models import Letter, LetterBatch, LetterFile, LetterPage
from huiyin.channels.orders.models import SheetOrder, SheetPart
from huiyin.desk.models import Draft
from huiyin.house.management.commands.rotate import TABLES
from huiyin.house.sessions import SessionStore
from huiyin.joint.models import Reissued
from huiyin.papers import store
from huiyin.papers.models import Paper, Service
from huiyin.people.keyring import ring
from huiyin.portal.joining import remembered
from huiyin.portal.models import Draft as PortalDraft
from huiyin.reception.models import Appointment, ReceptionDay, Ticket
from huiyin.vault.fields import decrypt, encrypt, needs_rotation
from huiyin.vault.keyring import KeyRing

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-11-02T09:00:00+08:00")
DAY = date(2026, 11, 2)
SAID = "陈大山说的"


@pytest.fixture(autouse=True)
def own_ring(settings: Any, tmp_path: Path) -> None:
    settings.HUIYIN_KEYRING, settings.HUIYIN_DATA_DIR = tmp_path / "keyring.json", tmp_path
    KeyRing.generate().save(settings.HUIYIN_KEYRING)


def rotate(*options: str) -> None:
    call_command("rotate", *options, stdout=_Silence())


class _Silence:
    def write(self, text: str) -> None: ...


# -- tables ---------------------------------------------------------------------------------------------------------


def draft() -> Model:
    return Draft(person=1, case=2, act="contact", at=NOW)


def replaced() -> Reissued:
    return Reissued(case=1, party=2, proof="document", at=NOW)


def filing() -> PortalDraft:
    return PortalDraft(key="0" * 64, browser="1" * 64, saved_at=NOW)


def letter() -> Letter:
    batch = LetterBatch.objects.create(organ=1, person=1, made_at=NOW, received_at=NOW)
    return Letter(batch=batch, seq=1)


def page() -> Model:
    one = letter()
    one.save()
    file = LetterFile.objects.create(
        letter=one, organ=1, name="来信", media_type="image/jpeg", size=1, sha256="0" * 64, arrived_at=NOW
    )
    return LetterPage(file=file, number=1, width=1, height=1, picture="0" * 64)


def part() -> Model:
    return SheetPart(order=SheetOrder.objects.create(arrival=1, organ=1, at=NOW))


def ticket() -> Model:
    return Ticket(organ=1, day=DAY, series="A", number=1, purpose="new", arrived_at=NOW, queued_at=NOW)


def appointment() -> Model:
    day = ReceptionDay.objects.create(
        organ=1, leader_name="周", post="县长", on=DAY, begins=time(9), ends=time(11), place="大厅"
    )
    return Appointment(day=day, number=1, code_digest="0" * 64, made_at=NOW)


def service() -> Model:
    paper = Paper.objects.create(kind="opinion", organ=1, year=2026, seq=1, number="1号", code="A", issued_on=DAY)
    return Service(paper=paper, method="post", recorded_at=NOW)


ROWS: dict[str, Callable[[], Model]] = {
    "huiyin.cases.rotation.SERVICES": service,
    "huiyin.cases.rotation.MATTER_KEYS": lambda: MatterKey(case=1, public=b"p" * 32),
    "huiyin.channels.letters.batches.TYPED": letter,
    "huiyin.channels.letters.work.READINGS": page,
    "huiyin.channels.orders.kept.PARTS": part,
    "huiyin.reception.sealed.TICKETS": ticket,
    "huiyin.reception.sealed.APPOINTMENTS": appointment,
    "huiyin.desk.forms.drafts.DRAFTS": draft,
    "huiyin.portal.filing.drafts.DRAFTS": filing,
    "huiyin.joint.renewing.RENEWED": replaced,
}


def table(path: str) -> Encrypted:
    return cast(Encrypted, import_string(path))


def write(path: str) -> Any:
    """A row with every encrypted column filled under the present key."""
    row = ROWS[path]()
    for name, context in table(path).columns.items():
        setattr(row, name, encrypt(ring(), SAID, context(row)))
    row.save()
    return row


@pytest.mark.parametrize("path", ROWS)
def test_a_row_reads_the_same_under_the_new_key(path: str) -> None:
    row = write(path)
    rotate()
    row.refresh_from_db()
    for name, context in table(path).columns.items():
        blob = bytes(getattr(row, name))
        assert not needs_rotation(ring(), blob) and decrypt(ring(), blob, context(row)) == SAID


def test_every_column_of_ciphertext_is_named_to_the_rotation() -> None:
    plain = {"hash", "head", "signature", "name_index", "id_index", "phone_index", "email_index", "index"}
    plain |= {"signer", "former_signer", "to", "former_to"}  # what another site shows to everybody
    plain |= {"sender_index", "public", "salt", "box", "paper"}  # keys in boxes that the ring does not open
    plain |= {"counts"}  # how rare hashes of words are in the index, which holds no report
    named = {(table(path).model, name) for path in TABLES for name in table(path).columns}
    models = [model for model in apps.get_models() if model.__module__.startswith("huiyin.")]
    fields = {(model, field.name) for model in models for field in model._meta.fields if isinstance(field, BinaryField)}
    assert {(model, name) for model, name in fields if name not in plain} == named


def test_a_run_that_dies_is_gone_on_with_under_the_same_key(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [write("huiyin.reception.sealed.TICKETS"), write("huiyin.desk.forms.drafts.DRAFTS")]

    def die(self: Encrypted, row: Model) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(Encrypted, "_row", die)
        with pytest.raises(KeyboardInterrupt):
            rotate()
    key = len(ring().keys)
    rotate("--continue")
    for row in rows:
        row.refresh_from_db()
    assert not any(needs_rotation(ring(), bytes(blob)) for blob in (rows[0].name, rows[1].body))
    assert len(ring().keys) == key


def test_a_spoilt_row_is_told_and_keeps_no_other_from_it() -> None:
    spoilt, sound = write("huiyin.desk.forms.drafts.DRAFTS"), write("huiyin.reception.sealed.TICKETS")
    Draft.objects.filter(id=spoilt.id).update(body=b"\x01\x00\x01" + bytes(40))
    with pytest.raises(CommandError, match="1 could not be read"):
        rotate()
    sound.refresh_from_db()
    assert not needs_rotation(ring(), bytes(sound.name))


def test_more_rows_than_one_batch_are_all_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huiyin.cases.rotation.BATCH", 2)
    for number in range(5):
        one = Draft(person=number, case=2, act="contact", at=NOW)
        one.body = encrypt(ring(), SAID, table("huiyin.desk.forms.drafts.DRAFTS").columns["body"](one))
        one.save()
    rotate()
    assert not any(needs_rotation(ring(), bytes(row.body)) for row in Draft.objects.all())


# -- folders --------------------------------------------------------------------------------------------------------


def upload() -> str:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return materials.store(SimpleUploadedFile("收据.txt", SAID.encode())).sha256


FOLDERS: dict[str, tuple[Callable[[], str], Callable[[str], bytes]]] = {
    "materials": (upload, lambda sha256: materials.open_material(sha256).read()),
    "papers": (lambda: store.keep(SAID.encode()), store.fetch),
    "letters": (lambda: keeping.keep(SAID.encode()), keeping.fetch),
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_file_reads_the_same_under_the_new_key(folder: str, tmp_path: Path) -> None:
    keep, fetch = FOLDERS[folder]
    sha256 = keep()
    rotate()
    (place,) = (path for path in (tmp_path / "uploads").rglob("*") if path.is_file())
    assert not needs_rotation(ring(), place.read_bytes()) and fetch(sha256) == SAID.encode()


# -- sessions -------------------------------------------------------------------------------------------------------


@pytest.fixture
def session() -> Iterator[str]:
    kept = SessionStore()
    code = base64.b64encode(encrypt(ring(), SAID, remembered.CONTEXT)).decode()
    kept[remembered.JOINED] = {"7": [3, code], "8": [4, ""]}
    kept.set_expiry(timezone.now() + timedelta(days=1))
    kept.save()
    yield str(kept.session_key)


def test_the_code_of_whoever_has_just_joined_reads_the_same(session: str) -> None:
    rotate()
    joined = SessionStore(session)[remembered.JOINED]
    blob = base64.b64decode(joined["7"][1])
    assert not needs_rotation(ring(), blob) and decrypt(ring(), blob, remembered.CONTEXT) == SAID
    assert joined["8"] == [4, ""]


def test_two_rotations_at_once_are_refused(settings: Any) -> None:
    folder = os.open(settings.HUIYIN_KEYRING.parent, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        with pytest.raises(CommandError, match="Another rotation"):
            rotate()
    finally:
        os.close(folder)
    assert len(ring().keys) == 3


# -- beside the running site ----------------------------------------------------------------------------------------


def test_a_running_site_reads_what_is_written_under_the_new_key_without_a_restart() -> None:
    before = ring()
    rotate()
    assert ring() is not before and ring() is ring()
