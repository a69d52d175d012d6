"""Reports of wrongdoing in envelopes (密封): whose key opens what, and what goes in when a matter becomes a report.

A matter's words and files rest under its public key. Its private key lies wrapped: for every organ that may read it,
for whoever owns it, for its query code. While an organ that must read it has no key of its own, and once the matter is
no report any more, it lies under the key ring too, and the program itself opens what its reader may read by law.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from huiyin.cases import materials
from huiyin.cases.lodging import ClaimText, File, Lodging
from huiyin.cases.models import Case, KeyWrap, MatterKey
from huiyin.law.chart.routing import OrganChart
from huiyin.law.frame.facts import Frame
from huiyin.law.frame.particulars import Field
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Decision
from huiyin.law.matter.claims import fingerprint
from huiyin.law.matter.procedure import MATTER
from huiyin.people.charts import chart_on
from huiyin.people.hashing import from_secret
from huiyin.people.key_models import OrganKey, PersonKey
from huiyin.people.keyring import ring
from huiyin.store.ahead import row_of
from huiyin.vault import boxes, fields, opening
from huiyin.vault.errors import FieldRefused

ORGAN: Final = "organ"
PERSON: Final = "person"
CODE: Final = "code"
NEXT: Final = "next"
#: What of a form is words of their writer; ``purpose`` is why somebody looked, which auditors read.
WRITTEN: Final = frozenset({"text", "line"})
_SAID_OPENLY: Final = frozenset({"purpose"})
#: What of an outcome is words.
_OF_OUTCOMES: Final = ("finding", "basis", "executor")


@dataclass(slots=True)
class Envelope:
    """The envelope of one matter: anybody puts in; ``private`` is there where it was just made, or is at hand.

    :ivar moves: a matter whose words move into this one, where they lie in its own: what a report was split off from.
    :ivar left: hashes of files that were laid into it, to be deleted from where they lay once that is written.
    """

    case: int
    public: bytes
    private: bytes | None = None
    moves: int = 0
    left: set[str] = field(default_factory=set)
    _known: dict[str, str] = field(default_factory=dict)

    def words(self, text: str) -> str:
        """How words lie in a row; the same words lie alike wherever one act writes them."""
        if not text or (opening.is_token(text) and not self._moved(boxes.whose(text)[0])):
            return text
        bare = opening.bare(opening.stored(text))
        if bare not in self._known:
            self._known[bare] = boxes.words_in(self.case, self.public, bare)
        return self._known[bare]

    def file(self, data: bytes) -> bytes:
        """How a file lies; what is in an envelope stays there unless it moves."""
        if boxes.is_enveloped(data):
            if not self._moved(boxes.whose_file(data)[0]):
                return data
            data = opening.file(data)
        return boxes.file_in(self.case, self.public, data)

    def _moved(self, case: int) -> bool:
        """Whether words of this matter move, and can: else they stay where they are."""
        return case == self.moves and case != self.case and opening.private_of(case) is not None


def new_envelope(case: int) -> Envelope:
    pair = boxes.new_pair()
    return Envelope(case, pair.public, pair.private)


def envelope_of(case: int) -> Envelope | None:
    """The envelope of a matter that has one."""
    row = MatterKey.objects.filter(case=case).first()
    return None if row is None else Envelope(case, bytes(row.public), opening.private_of(case))


def rests_sealed(case: int) -> bool:
    """Whether a matter has an envelope that the key ring does not open."""
    return MatterKey.objects.filter(case=case, ring=None).exists()


def must_open(case: int) -> None:
    """:raises Shut: the matter has an envelope, and the keys at hand do not open it."""
    if MatterKey.objects.filter(case=case).exists() and opening.private_of(case) is None:
        raise opening.Shut


# The program's own keys ----------------------------------------------------------------------------------------------


class OfTheRing:
    """What the program opens by itself; whether its reader may read it is asked before."""

    def private_of(self, matter: int) -> bytes | None:
        key = row_of(MatterKey, matter, "case")
        return None if key is None else under_ring(matter, key.ring)

    def hand(self, matter: int, private: bytes) -> None:
        """Nothing is kept in the program's own hand."""


def under_ring(case: int, kept: bytes | memoryview | None) -> bytes | None:
    return None if kept is None else fields.decrypt_bytes(ring(), bytes(kept), context_of_key(case))


def context_of_key(case: int) -> str:
    """What the private key of a matter under the ring is bound to."""
    return f"matter-key:{case}"


# A new report ---------------------------------------------------------------------------------------------------------


def enveloped_lodging(lodging: Lodging, envelope: Envelope) -> Lodging:
    """What was brought, as it rests; files of a press that came twice are gone from their first place already."""
    return replace(
        lodging,
        text=envelope.words(lodging.text),
        helper=envelope.words(lodging.helper),
        claims=tuple(_claim(claim, envelope) for claim in lodging.claims),
        files=tuple(file_put_in(each, envelope) for each in lodging.files),
    )


def _claim(claim: ClaimText, envelope: Envelope) -> ClaimText:
    request, facts, reasons = (envelope.words(each) for each in (claim.request, claim.facts, claim.reasons))
    return replace(claim, request=request, facts=facts, reasons=reasons)


def file_put_in(file: File, envelope: Envelope) -> File:
    """A file in the envelope, under the hash of how it lies; its bytes outside of it are gone with the commit."""
    try:
        kept = materials.put_in(file.sha256, envelope.file)
    except FileNotFoundError:
        return file
    if kept != file.sha256:
        envelope.left.add(file.sha256)
    return replace(file, name=envelope.words(file.name), sha256=kept)


def key_row(envelope: Envelope) -> MatterKey:
    assert envelope.private is not None
    kept = fields.encrypt_bytes(ring(), envelope.private, context_of_key(envelope.case))
    return MatterKey(case=envelope.case, public=envelope.public, ring=kept)


def first_wraps(key: MatterKey, envelope: Envelope, facts: Frame, chart: OrganChart, code: str) -> Iterator[KeyWrap]:
    """The wraps of a new report; under the ring its key stays only where an organ lacks its own."""
    assert envelope.private is not None
    wanted = Wanted.by(facts.organs - chart.barred(facts.accused_organs), facts.owner)
    if not wanted.lacking:
        key.ring = None
    yield from _wraps(envelope.case, envelope.private, wanted)
    yield code_wrap(envelope.case, envelope.case, envelope.private, code)


# Who has it wrapped ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom the key of a report lies wrapped: holder and id, with the public key; organs that lack one."""

    keys: Mapping[tuple[str, int], bytes]
    lacking: frozenset[int]

    @classmethod
    def by(cls, organs: Iterable[int], owner: int) -> Wanted:
        organs = frozenset(organs)
        rows = OrganKey.objects.filter(organ__in=organs, ended_at=None)
        found = {row.organ: (row.id, bytes(row.public)) for row in rows}
        keys = {(ORGAN, key): public for key, public in found.values()}
        for public in PersonKey.objects.filter(person=owner).values_list("public", flat=True):
            keys[PERSON, owner] = bytes(public)
        return cls(keys, organs - found.keys())


def _wraps(case: int, private: bytes, wanted: Wanted, known: Iterable[tuple[str, int]] = ()) -> Iterator[KeyWrap]:
    for (holder, of), public in wanted.keys.items():
        if (holder, of) not in set(known):
            box = boxes.put_in(public, private, f"wrap:{case}:{holder}:{of}")
            yield KeyWrap(case=case, holder=holder, of=of, box=box)


def unwrapped(row: KeyWrap, private: bytes) -> bytes:
    """The matter's key out of a wrap for an organ or a person, by their private key."""
    return boxes.take_out(private, bytes(row.box), f"wrap:{row.case}:{row.holder}:{row.of}")


def code_wrap(case: int, of: int, private: bytes, code: str, salt: bytes = b"", holder: str = CODE) -> KeyWrap:
    """The key under a query code; of two matters that one code opens the salt is the same, so it is tried once.

    :param of: the matter whose code it is.
    """
    salt = salt or os.urandom(boxes.SALT)
    box = boxes.lock(from_secret(code, salt), private, f"code:{case}")
    return KeyWrap(case=case, holder=holder, of=of, salt=salt, box=box)


def lacking(case: Case, organs: Iterable[int]) -> bool:
    """Whether somebody who may read the report has no wrap of its key yet, or one who may not has."""
    known = KeyWrap.objects.filter(case=case.id, holder__in=(ORGAN, PERSON)).values_list("holder", "of")
    return set(known) != set(Wanted.by(organs, case.owner).keys)


def wrap_anew(case: Case, organs: Iterable[int], *, report: bool) -> bool:
    """Make the wraps follow who may read; what is theirs no more goes at once, what is new needs the key at hand.

    :param organs: those that may read the report.
    :returns: whether everybody who may read it can.
    """
    row = MatterKey.objects.filter(case=case.id).first()
    if row is None:
        return True
    private = opening.private_of(case.id)
    if not report:
        if row.ring is None and private is not None:
            _under_ring(case.id, private)
        return row.ring is not None or private is not None
    wanted = Wanted.by(organs, case.owner)
    staff = KeyWrap.objects.filter(case=case.id, holder__in=(ORGAN, PERSON))
    known = set(staff.values_list("holder", "of"))
    missing = wanted.keys.keys() - known
    if private is None and (missing or (wanted.lacking and row.ring is None)):
        return False
    if private is not None:
        KeyWrap.objects.bulk_create(_wraps(case.id, private, wanted, known), ignore_conflicts=True)
        if wanted.lacking and row.ring is None:
            _under_ring(case.id, private)
    for holder, of in known - wanted.keys.keys():
        staff.filter(holder=holder, of=of).delete()
    if not wanted.lacking and row.ring is not None and wanted.keys:
        MatterKey.objects.filter(case=case.id).update(ring=None)
    return True


def _under_ring(case: int, private: bytes) -> None:
    MatterKey.objects.filter(case=case).update(ring=fields.encrypt_bytes(ring(), private, context_of_key(case)))


# What is said in an act ----------------------------------------------------------------------------------------------


def conceal(case: Case, decision: Decision) -> Decision:
    """An act to a report, with its words in the envelope; acts to other matters stay as they are."""
    envelope = envelope_of(case.id) if case.report else None
    if envelope is None:
        return decision
    said = said_in(decision, envelope)
    materials.leave(envelope.left)
    return replace(decision, particulars=said)


def said_in(decision: Decision, envelope: Envelope) -> dict[str, Any]:
    """What was said, with its words and files in the envelope."""
    return particulars_in(MATTER, decision.act, dict(decision.particulars), envelope)


def particulars_in(
    procedure: Procedure, act: Any, said: Mapping[str, Any], envelope: Envelope, openly: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The same for an act of any kind, and for an entry that was written before.

    :param openly: names of fields of which nobody's words are.
    """
    given = dict(said)
    for each in _words_of(procedure, act, _SAID_OPENLY | openly):
        if isinstance(given.get(each), str):
            given[each] = envelope.words(given[each])
    if isinstance(rows := given.get("outcomes"), Mapping):
        given["outcomes"] = {claim: _outcome(row, envelope) for claim, row in rows.items()}
    if isinstance(files := given.get("files"), list | tuple):
        given["files"] = [_file(each, envelope) for each in files]
    return given


def _words_of(procedure: Procedure, act: Any, openly: frozenset[str]) -> Iterator[str]:
    fields_of: tuple[Field, ...] = procedure.needs(act)
    yield from (each.name for each in fields_of if each.kind in WRITTEN and each.name not in openly)


def _outcome(row: Mapping[str, Any], envelope: Envelope) -> dict[str, Any]:
    """Its finding is compared with later ones by its fingerprint, which therefore stands beside it."""
    told = dict(row)
    if isinstance(found := told.get("finding"), str) and not opening.is_token(found):
        told["fingerprint"] = fingerprint(opening.bare(found))
    for name in _OF_OUTCOMES:
        if isinstance(told.get(name), str):
            told[name] = envelope.words(told[name])
    return told


def _file(row: Mapping[str, Any], envelope: Envelope) -> dict[str, Any]:
    file = file_put_in(File(**row), envelope)
    return {**row, "name": file.name, "sha256": file.sha256}


# The query code ------------------------------------------------------------------------------------------------------


def key_by_code(case: int, code: str, holder: str = CODE) -> bytes | None:
    """The key of the report that ``code`` opens, if it is this matter's; one without any takes as long to say no."""
    rows = list(KeyWrap.objects.filter(holder=holder, of=case).order_by("id")[:1])
    if not rows:
        from_secret(code, bytes(boxes.SALT))
        return None
    return _by_code(rows[0], from_secret(code, bytes(rows[0].salt or b"")))


def _by_code(row: KeyWrap, key: bytes) -> bytes | None:
    try:
        return boxes.unlock(key, bytes(row.box), f"code:{row.case}")
    except FieldRefused:
        return None


def keys_by_code(case: int, code: str) -> dict[int, bytes]:
    """The keys of all matters that the code of this one opens: its own, and reports that were split off from it."""
    rows = list(KeyWrap.objects.filter(holder=CODE, of=case))
    found: dict[bytes, bytes] = {}
    for salt in {bytes(row.salt or b"") for row in rows}:
        found[salt] = from_secret(code, salt)
    opened = ((row.case, _by_code(row, found[bytes(row.salt or b"")])) for row in rows)
    return {number: key for number, key in opened if key is not None}


def code_mark(case: int) -> str:
    """What changes with the query code of an enveloped matter and tells nothing of it; empty for others."""
    salt = KeyWrap.objects.filter(holder=CODE, of=case).order_by("id").values_list("salt", flat=True).first()
    return bytes(salt).hex() if salt else ""


def readers_of_report(case: Case, facts: Frame) -> frozenset[int]:
    """The organs that may read it: those that have to do with it, without the accused and what is below them."""
    return facts.organs - chart_on(case.last_on).barred(facts.accused_organs)
