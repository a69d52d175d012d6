"""What somebody brings (提出信访事项), before it is a matter: values that every channel fills in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from huiyin.cases.identity import Identity
from huiyin.law.terms import Channel, ClaimKind, Ground
from huiyin.typed.texts import line_of, text_of
from huiyin.vault.masks import mask_text
from huiyin.vault.opening import stored
from huiyin.wording.reading import beside, hollow, listed, offer, own_words

#: Under what a submission keeps the number of an earlier matter, as the petitioner wrote it.
EARLIER = "本人写的以前编号"
#: A request of fewer characters most often does not say of what.
TELLING_LENGTH = 16
TITLE_LENGTH = 40
_STOPS = "。！？；\n"
_PAUSES = "，、：,"


class Capacity(StrEnum):
    """In what capacity a party stands in a matter."""

    PETITIONER = "petitioner"
    COSIGNER = "cosigner"
    REPRESENTATIVE = "representative"
    AGENT = "agent"
    ACCUSED_ORGAN = "accused_organ"
    ACCUSED_PERSON = "accused_person"
    CONCERNED = "concerned"

    @property
    def accused(self) -> bool:
        return self in (Capacity.ACCUSED_ORGAN, Capacity.ACCUSED_PERSON)


PETITIONING = frozenset({Capacity.PETITIONER, Capacity.COSIGNER, Capacity.REPRESENTATIVE, Capacity.AGENT})
JOINING = frozenset({Capacity.COSIGNER, Capacity.REPRESENTATIVE})

CAPACITY_LABELS: Mapping[Capacity, str] = {
    Capacity.PETITIONER: "信访人",
    Capacity.COSIGNER: "共同信访人",
    Capacity.REPRESENTATIVE: "信访代表",
    Capacity.AGENT: "代理人",
    Capacity.ACCUSED_ORGAN: "被检举控告的单位",
    Capacity.ACCUSED_PERSON: "被检举控告的人",
    Capacity.CONCERNED: "被反映的单位",
}


@dataclass(frozen=True, slots=True)
class ClaimText:
    """One claim in the petitioner's words: request (请求), facts (事实), reasons (理由)."""

    request: str
    facts: str = ""
    reasons: str = ""
    kind: ClaimKind | None = None
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class PartyText:
    """A person or organ named in the submission.

    :param organ: the organ's id, if it is one of the organs known here; ``person`` likewise for staff.
    :param authority: what an agent's authority rests on.
    :param needs: what would help (large type, sign language, dialect …).
    :param language: in which language they want to be written to; empty for Chinese.
    :param unsure: of the accused: they only may be meant.
    """

    capacity: Capacity
    identity: Identity = field(default_factory=Identity)
    organ: int | None = None
    person: int | None = None
    authority: str = ""
    needs: str = ""
    way: str = ""
    language: str = ""
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A paper already stored under its hash."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Lodging:
    """One submission that opens a matter.

    :param organ: the organ that receives it, ``place`` the division code of where it happened.
    :param received_at: when it was received; the first clock starts on that day.
    :param petitioners: how many people stand behind it, ``persons_present`` how many came.
    :param unsure: whom the report is about is not certain yet (被反映人待认定).
    :param follows: id of an earlier matter about the same thing.
    :param external: pairs of system and number.
    :param register: what the register asks beside the words, see :data:`huiyin.law.matter.forms.REGISTER`.
    :param extra: what the other system kept beside it (votes, remarks), by column name.
    """

    channel: Channel
    organ: int
    place: str
    received_at: datetime
    text: str
    claims: tuple[ClaimText, ...]
    parties: tuple[PartyText, ...] = ()
    title: str = ""
    sub_channel: str = ""
    postmarked_on: date | None = None
    petitioners: int = 1
    persons_present: int = 1
    helper: str = ""
    read_back: bool = False
    unsure: bool = False
    follows: int | None = None
    external: tuple[tuple[str, str], ...] = ()
    register: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    files: tuple[File, ...] = ()

    @property
    def anonymous(self) -> bool:
        """Nobody of the petitioners' side is named: Art. 23 ¶2 then owes no written notice."""
        return not any(party.identity.name for party in self.parties if party.capacity in PETITIONING)

    @property
    def headline(self) -> str:
        """The name of the matter. It goes into lists, notices and calendars that many read: it names nobody in full."""
        names = {party.identity.name for party in self.parties}
        line = line_of(self.title) or first_sentence(self.claims[0].request or self.text)
        return shortened(mask_text(line, names))


def first_sentence(text: str) -> str:
    """The whole first sentence: what is asked, where nobody said it apart. It is kept, so nothing of it is cut off."""
    line = text_of(text)
    end = min((line.find(stop) for stop in _STOPS if stop in line), default=len(line))
    return line[: end or len(line)] or "（没有写内容）"


def claims_told(text: str) -> tuple[ClaimText, ...]:
    """The claims of somebody who set none apart from their story: those they numbered or put under headings, else one,
    the plainest thing they ask, with what they tell beside it. Who they are, greetings and dates are never a claim.

    A request too short to say of what (请帮我们恢复) stands behind the sentence that complains, as on a receipt or in a
    list nobody sees the story."""
    text = text_of(text)
    apart = [each for each in listed(text) if each.request]
    if apart:
        return tuple(ClaimText(each.request, each.facts, each.reasons) for each in apart)
    first, *others = offer(text)
    if first.request and not hollow(first.request):
        facts = "\n".join(filter(None, [first.facts, *(each.request for each in others)]))
        of_what = own_words(first.facts) if len(first.request) < TELLING_LENGTH else ""
        of_what = "" if beside(of_what) else of_what
        facts = facts.replace(of_what, "", 1).strip() if of_what else facts  # once is enough on a paper
        return (ClaimText(f"{of_what}{first.request}".rstrip("。"), facts, first.reasons),)
    request = own_words(text).rstrip("。") or first_sentence(text)
    return (ClaimText(request, "" if request == text.rstrip("。") else text),)


def headline(text: str) -> str:
    """The first sentence, at most forty characters, as the name of a matter."""
    return shortened(first_sentence(text))


def shortened(line: str) -> str:
    """A name in forty characters: up to the end of a clause, or with a sign that words are missing."""
    if len(line) <= TITLE_LENGTH:
        return line
    end = max(line.rfind(sign, 0, TITLE_LENGTH + 1) for sign in _PAUSES)
    return line[:end] if end >= TITLE_LENGTH // 3 else f"{line[: TITLE_LENGTH - 1]}…"


def tidied(lodging: Lodging) -> Lodging:
    """As it is kept, whichever door it came through: texts, lines and identities in their one way of writing."""
    return replace(
        lodging,
        text=text_of(lodging.text),
        title=line_of(lodging.title),
        helper=line_of(lodging.helper),
        claims=tuple(map(_tidied_claim, lodging.claims)),
        parties=tuple(map(_tidied_party, lodging.parties)),
        external=tuple((system, line_of(number)) for system, number in lodging.external),
        register={name: value for name, value in lodging.register.items() if value not in (None, "")},
        extra={line_of(name): text_of(value) for name, value in lodging.extra.items()},
    )


def _tidied_claim(claim: ClaimText) -> ClaimText:
    return replace(claim, request=text_of(claim.request), facts=text_of(claim.facts), reasons=text_of(claim.reasons))


def _tidied_party(party: PartyText) -> PartyText:
    needs, authority = line_of(party.needs), line_of(party.authority)
    return replace(party, identity=party.identity.tidied, needs=needs, authority=authority)


def said(lodging: Lodging, owner: int, book: str, day: date) -> dict[str, Any]:
    """The particulars of the lodging event: what the law needs, and digests that prove the text."""
    accused = [party for party in lodging.parties if party.capacity.accused]
    facts: dict[str, Any] = {
        "book": book,
        "channel": lodging.channel.value,
        "lodged_on": day.isoformat(),
        "organ": lodging.organ,
        "owner": owner,
        "petitioners": lodging.petitioners,
        "anonymous": lodging.anonymous,
        "helped": bool(lodging.helper),
        "repeat": lodging.follows is not None,
        "representatives": _representatives(lodging),
        "accused_organs": sorted({party.organ for party in accused if party.organ}),
        "accused_persons": sorted({party.person for party in accused if party.person}),
        **lodging.register,
        **digests(lodging),
    }
    may_report = any(claim.kind in (None, ClaimKind.ACCUSATION) for claim in lodging.claims)
    return facts | _unsure(accused) if lodging.unsure and may_report else facts


def digests(lodging: Lodging) -> dict[str, Any]:
    """What of the particulars proves the words and files."""
    return {
        "claims": [_claim(number, claim) for number, claim in enumerate(lodging.claims, 1)],
        "text_sha256": digest(lodging.text),
        "files_sha256": [file.sha256 for file in lodging.files],
    }


def _unsure(accused: list[PartyText]) -> dict[str, Any]:
    return {
        "unsure": True,
        "unsure_organs": sorted({party.organ for party in accused if party.organ and party.unsure}),
        "unsure_persons": sorted({party.person for party in accused if party.person and party.unsure}),
    }


def _claim(number: int, claim: ClaimText) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": number,
        "sha256": digest(claim.request, claim.facts, claim.reasons),
    }
    if claim.kind:
        row["kind"] = claim.kind.value
    if claim.ground:
        row["ground"] = claim.ground.value
    return row


def _representatives(lodging: Lodging) -> int:
    if lodging.channel is not Channel.VISIT:
        return 0
    return sum(party.capacity is Capacity.REPRESENTATIVE for party in lodging.parties)


def digest(*parts: str) -> str:
    """What an entry holds of words as they rest; of a report's it is the digest of their envelope."""
    return hashlib.sha256("\x1f".join(map(stored, parts)).encode()).hexdigest()
