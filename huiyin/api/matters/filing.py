"""Filing a matter over the wire: what was brought, by whom, about whom; the same law and readers as at the counter."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from huiyin.api.callers import Caller
from huiyin.api.matters import papers
from huiyin.api.plain import Day, Moment, Number, Yes
from huiyin.api.problems import Problem, unfit
from huiyin.cases.accused import Accused, accused_of, keeper, told_by
from huiyin.cases.acts import Lodged, OtherContent, lodge
from huiyin.cases.asked import asked, known_numbers
from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, Lodging, PartyText, claims_told
from huiyin.cases.queries import of_these, screened
from huiyin.law.matter.forms import REGISTER
from huiyin.law.terms import Channel, ClaimKind, Ground
from huiyin.law.words import P
from huiyin.people.divisions import divisions_in
from huiyin.typed.texts import line_of
from huiyin.typed.times import ANY_DAY, moment_of

MOST_CLAIMS: Final = 20
_TAKEN: Final = P("这个编号已经登记过。")
MOST_PARTIES: Final = 200
MOST_PAPERS: Final = 20

Line = Annotated[str, StringConstraints(max_length=200)]
Text = Annotated[str, StringConstraints(max_length=100_000)]
Said = Annotated[str, StringConstraints(min_length=1, max_length=100_000, pattern=r"\S")]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]


class Strict(Schema):
    """Whatever is not named is refused, not passed over: a client that misspells a member is told."""

    model_config = ConfigDict(extra="forbid")


class Claim(Strict):
    """One claim (诉求) in the petitioner's words."""

    request: Said
    facts: Text = ""
    reasons: Text = ""
    kind: Literal["suggestion", "accusation", "grievance"] | None = None
    ground: Literal["1", "2", "3", "4", "5", "6"] | None = None


class Party(Strict):
    """Somebody who brought it, encrypted at rest and shown masked."""

    capacity: Literal["petitioner", "cosigner", "representative", "agent"] = "petitioner"
    name: Annotated[str, StringConstraints(max_length=80)] = ""
    id_number: Annotated[str, StringConstraints(max_length=40)] = ""
    phone: Annotated[str, StringConstraints(max_length=80)] = ""
    address: Line = ""
    email: Annotated[str, StringConstraints(max_length=120)] = ""
    authority: Annotated[str, StringConstraints(max_length=160)] = ""
    needs: Annotated[str, StringConstraints(max_length=160)] = ""
    way: Literal["", "letter", "phone", "sms", "voice", "email", "portal"] = ""
    language: Literal["", "zh-hans", "en"] = ""


class About(Strict):
    """Whom a report of wrongdoing is about, by any name people use; they and all below them never read it."""

    organ: Line = ""
    person: Line = ""


class Elsewhere(Strict):
    """The number that the client's own system gave it."""

    system: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"\S")]
    number: Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"\S")]


class Filing(Strict):
    """What somebody brought (提出信访事项)."""

    channel: Literal["web", "email", "letter", "phone", "telegram", "visit"]
    text: Said
    place: Code | None = Field(None, description="区划代码 (GB/T 2260)，12位；不写就是本机关所在地")
    received_at: Moment = Field(None, description="收到的时间；不写就是现在")
    title: Annotated[str, StringConstraints(max_length=40)] = ""
    claims: Annotated[list[Claim], Field(max_length=MOST_CLAIMS)] = []
    parties: Annotated[list[Party], Field(max_length=MOST_PARTIES)] = []
    accused: About | None = None
    asked: Yes = Field(False, description="已经问过本人：不是检举控告；不写，读起来像检举控告的由认准的机关先保管")
    files: Annotated[list[Annotated[str, StringConstraints(max_length=1000)]], Field(max_length=MOST_PAPERS)] = []
    external: Annotated[list[Elsewhere], Field(max_length=5)] = []
    petitioners: Annotated[Number, Field(ge=1, le=99_999)] = 1
    persons_present: Annotated[Number, Field(ge=1, le=9999)] = 1
    subject: Annotated[str, StringConstraints(max_length=40)] = Field("", description="内容分类")
    aim: Literal["", "suggest", "appeal", "seek", "expose", "ask", "other"] = Field("", description="信访目的")
    happened: Annotated[str, StringConstraints(max_length=60)] = Field("", description="问题发生时间，知道多少写多少")
    affected: Annotated[Number, Field(ge=1, le=9_999_999)] | None = Field(None, description="涉及人数")
    helper: Annotated[str, StringConstraints(max_length=80)] = ""
    read_back: Yes = False
    postmarked_on: Day = None
    follows: Annotated[str, StringConstraints(max_length=60)] = Field("", description="同一件事上一次的编号")


def filed(said: Filing, caller: Caller, key: str | None) -> tuple[Lodged, Accused]:
    """Register it.

    :raises Refused: the law's no.
    :raises Problem: what was said does not fit; 409 where other words came under the same key.
    """
    accused = _accused(said, caller)
    try:
        dated = said.received_at is not None
        return lodge(_lodging(said, caller, accused), by=caller.actor, key=key, dated=dated), accused
    except OtherContent as taken:
        raise Problem(
            409, "other-content", taken.refusal.reason, instead=taken.refusal.instead, number=taken.case.number
        ) from None


def _accused(said: Filing, caller: Caller) -> Accused:
    """Whom it is about; where nobody says, and nobody asked, its words are read."""
    about = (said.accused.organ, said.accused.person) if said.accused else ("", "")
    if said.asked:
        return accused_of(caller.today, _place(said, caller), *about)
    claims = (f"{each.request}\n{each.facts}\n{each.reasons}" for each in said.claims)
    return told_by(caller.today, _place(said, caller), "\n".join([said.title, said.text, *claims]), *about)


def _place(said: Filing, caller: Caller) -> str:
    return said.place or caller.organ.code


def _lodging(said: Filing, caller: Caller, accused: Accused) -> Lodging:
    external, closed = _elsewhere(said, caller)
    return Lodging(
        channel=Channel(said.channel),
        organ=keeper(accused, caller.organ, caller.actor, caller.world).id,
        place=_known_place(said, caller),
        received_at=_received(said, caller),
        text=said.text,
        claims=_claims(said, accused),
        parties=(*map(_party, said.parties), *accused.parties()),
        title=said.title,
        sub_channel="api",
        postmarked_on=said.postmarked_on,
        petitioners=said.petitioners,
        persons_present=said.persons_present,
        helper=said.helper,
        read_back=said.read_back,
        unsure=not accused.meant.sure,
        follows=_follows(said, caller),
        external=external,
        register={field.name: getattr(said, field.name) for field in REGISTER},
        extra={"来文编号": "、".join(closed)} if closed else {},
        files=tuple(papers.named(said.files, caller)),
    )


def _elsewhere(said: Filing, caller: Caller) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """The numbers other systems gave it, and those of them that stay in words alone: a closed matter has them.

    :raises Problem: the client reads the matter that has one of them.
    """
    wanted = dict.fromkeys((each.system, line_of(each.number)) for each in said.external)
    taken = known_numbers(wanted)
    found = of_these(caller.actor, caller.today, taken.values() or [0])
    for case in taken.values():
        if case in found and not screened(found[case], caller.actor, caller.today):
            raise Problem(409, "number-taken", _TAKEN, number=found[case].number)
    return tuple(each for each in wanted if each not in taken), [f"{system} {number}" for system, number in taken]


def _claims(said: Filing, accused: Accused) -> tuple[ClaimText, ...]:
    """Those it names, or what its words ask; of what was only found to be a report, as claims of a report."""
    claims = tuple(map(_claim, said.claims)) or claims_told(said.text)
    found = accused.meant.anybody and not accused.said
    return tuple(replace(each, kind=ClaimKind.ACCUSATION, ground=None) for each in claims) if found else claims


def _claim(said: Claim) -> ClaimText:
    kind = ClaimKind(said.kind) if said.kind else None
    return ClaimText(said.request, said.facts, said.reasons, kind, Ground(said.ground) if said.ground else None)


def _party(said: Party) -> PartyText:
    identity = Identity(said.name, said.id_number, said.phone, said.address, said.email)
    return PartyText(
        Capacity(said.capacity), identity, authority=said.authority, needs=said.needs, way=said.way,
        language="" if said.language == "zh-hans" else said.language,
    )  # fmt: skip


def _known_place(said: Filing, caller: Caller) -> str:
    place = _place(said, caller)
    if said.place and place not in {code for code, _ in divisions_in(caller.organ.area)}:
        raise unfit({"place": P("这个地方不归本机关管，请核对区划代码。")})
    return place


def _received(said: Filing, caller: Caller) -> datetime:
    if said.received_at is None:
        return caller.now
    moment = moment_of(said.received_at.isoformat(), last=ANY_DAY)
    if moment is None or said.received_at.tzinfo is None:
        raise unfit({"received_at": P("时间要写明时区，写成 2026-11-23T09:30:00+08:00 的样子。")})
    if said.received_at > caller.now:
        raise unfit({"received_at": P("收到的时间不能在现在以后。")})
    return said.received_at


def _follows(said: Filing, caller: Caller) -> int | None:
    """The earlier matter, if the caller may read it; what they may not read is as unknown as what does not exist."""
    if not said.follows:
        return None
    earlier = asked(said.follows, caller.actor, caller.today)
    if earlier is None:
        raise unfit({"follows": P("没有找到这个编号，请核对。")})
    return int(earlier.id)


def schema() -> dict[str, Any]:
    return Filing.model_json_schema(ref_template="#/components/schemas/{model}")
