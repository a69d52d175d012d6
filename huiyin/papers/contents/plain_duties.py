"""Decisions on recusal, rewards and relief in plain words (大字简明版)."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.terms import RecusalRuling, Relief
from huiyin.papers.clauses import sentence
from huiyin.papers.contents.plain_notices import by, call_us
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Plain


def _recusal(facts: PaperFacts) -> Iterator[str]:
    granted = facts.word("ruling") == RecusalRuling.GRANTED
    if facts.act == "rule":
        yield "您要求换的人，不参加这次听证了。" if granted else "您要求换的人，还参加这次听证。"
        return
    yield "您要求换的人，不再办您的事了。" if granted else "您要求换的人，还由他继续办。"


def _reward(facts: PaperFacts) -> Iterator[str]:
    yield "您的建议被采纳了，给您奖励。"
    yield sentence(facts.word("award"))


def _relief(facts: PaperFacts) -> Iterator[str]:
    relief = facts.word("relief")
    yield f"您可以申请{Relief(relief).label if relief in list(Relief) else relief}。"
    yield f"到这里申请：{sentence(facts.word('where'))}"


def _because(facts: PaperFacts) -> Iterator[str]:
    yield sentence(facts.word("reason"))


def _how(facts: PaperFacts) -> Iterator[str]:
    yield sentence(facts.word("account"))


def _ring(facts: PaperFacts) -> Iterator[str]:
    yield call_us(facts)


RECUSAL = Plain(_recusal, _because, _ring, by)
REWARD = Plain(_reward, _because, _ring, by)
RELIEF = Plain(_relief, _how, _ring, by)
