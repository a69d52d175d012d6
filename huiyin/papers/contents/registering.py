"""The register's own form (信访事项登记表): what was taken down when somebody came, for the file and to be signed."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.sources.articles import cite
from huiyin.law.terms import Aim
from huiyin.papers.clauses import sentence
from huiyin.papers.document import Block, Format, Table, ToSign, long_day
from huiyin.papers.facts import PaperFacts, PersonText
from huiyin.papers.instrument import Instrument
from huiyin.papers.kinds import Extra
from huiyin.papers.needs import REQUESTS


def _register(facts: PaperFacts) -> Iterator[Block]:
    person = facts.people[0] if facts.people else PersonText("")
    yield Table(
        (2, 3, 2, 3),
        (
            ("编号", facts.case_number),
            ("收到日期", long_day(facts.received_on) if facts.received_on else "", "信访形式", facts.channel),
            ("信访人", "、".join(each.name for each in facts.people), "信访人数", f"{facts.number_of_people}人"),
            ("电话", person.phone, "住址", person.address),
            ("信访目的", _aim(facts), "内容分类", facts.word("subject")),
            ("问题发生时间", facts.word("happened"), "涉及人数", _affected(facts)),
            ("请求", _numbered(facts, "request")),
            ("事实", _numbered(facts, "facts")),
            ("理由", _numbered(facts, "reasons")),
            ("材料", "、".join(facts.materials) or "无"),
            ("登记机关", facts.organ.name, "登记人", facts.handler),
        ),
        keyed=True,
    )
    yield ToSign(("信访人（签名）：", "日期："))


def _aim(facts: PaperFacts) -> str:
    """A blank is filled in by hand; nothing is supposed."""
    said = facts.word("aim")
    return Aim(said).label if said else ""


def _affected(facts: PaperFacts) -> str:
    return f"{facts.word('affected')}人" if facts.word("affected") else ""


def _numbered(facts: PaperFacts, part: str) -> str:
    said = [(claim.number, str(getattr(claim, part)).strip()) for claim in facts.claims]
    return "\n".join(f"{number}. {sentence(words)}" for number, words in said if words)


REGISTERING = (
    Instrument(
        Extra.REGISTER_FORM, "信访事项登记表", "", Format.RECORD, cite("xf2022", 22, 1), _register, (REQUESTS,),
        to_nobody=True, signed=False,
    ),
)  # fmt: skip
