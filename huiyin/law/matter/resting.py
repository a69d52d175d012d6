"""No act runs ahead of what it rests on: the issued paper, the day of the hearing, the part of a co-handler, the record
of hearing the person and of the investigation."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.situation import Situation
from huiyin.law.papers import Paper, Signing
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Stage
from huiyin.law.words import P

W = Paper

#: What is served from each stage.
SERVED_FROM: Mapping[Stage, frozenset[Paper]] = {
    Stage.DECIDED: frozenset({W.OPINION, W.REPLY_LETTER}),
    Stage.REVIEW_DECIDED: frozenset({W.REVIEW_OPINION}),
    Stage.REREVIEW_DECIDED: frozenset({W.REREVIEW_OPINION}),
}
#: What may still be written when a matter is over: the counter's receipt, the proof of service, the form of the end.
NOT_AWAITED = frozenset({W.RECEIPT, W.PROOF_OF_SERVICE, W.ARCHIVE_FORM})


def _unwritten(s: Situation, papers: frozenset[Paper]) -> Refusal | None:
    waiting = s.world.unissued & papers
    if not waiting:
        return None
    missing = tuple(paper for paper in Paper if paper in waiting)
    return s.no(P("{papers}还没有出具。", papers=missing), P("请先在“文书”里出具。"))


def paper_issued(s: Situation) -> Refusal | None:
    """What is served must have been issued (Art. 32, 35, 36)."""
    return _unwritten(s, SERVED_FROM[s.facts.stage])


def papers_complete(s: Situation) -> Refusal | None:
    return _unwritten(s, frozenset(Paper) - NOT_AWAITED)


def notice_of_hearing_issued(s: Situation) -> Refusal | None:
    return _unwritten(s, frozenset({W.HEARING_NOTICE}))


def report_of_hearing_issued(s: Situation) -> Refusal | None:
    return _unwritten(s, frozenset({W.HEARING_REPORT}))


def hearing_held(s: Situation) -> Refusal | None:
    """A hearing ends on its day or after."""
    day = s.facts.hearing_on
    if day is None or s.on >= day:
        return None
    return s.no(P("听证定在{day}，还没有举行。", day=day), P("请在听证以后记录结论。"))


def parts_reported(s: Situation) -> Refusal | None:
    """What was asked of a co-handler belongs to the answer (Art. 28 ¶1: establish the facts)."""
    organs = [found for each in sorted(s.facts.awaited) if (found := s.organ(each))]
    if not organs:
        return None
    names = tuple(organ.name for organ in organs)
    return s.no(P("{names}的协办部分还没有反馈。", names=names), P("请先取得协办反馈。"), cite("xf2022", 28, 1))


def person_heard(s: Situation) -> Refusal | None:
    if s.given is None or not s.facts.needs_opinion or s.facts.heard or s.value("heard"):
        return None
    return s.no(
        P("还没有听取信访人陈述事实和理由的记录。"),
        P("请先“听取陈述”；本人不愿意说的，也要记下。"),
        cite("xf2022", 31, None, 6),
    )


def on_the_spot(s: Situation) -> bool:
    """Whether somebody went there, and did not ask on the telephone alone."""
    return bool(s.value("on_spot"))


def told_on_the_spot(s: Situation) -> Refusal | None:
    """A record made on the spot says who went and how it was signed; heard and read back go together."""
    if not s.value("went") or not s.value("signed"):
        return s.no(P("到了现场的，要写明谁去的、怎样签名。"), P("没有人在场的，签名选“没有人在场”。"))
    if s.value("signed") == Signing.SIGNED and not s.value("read_back"):
        return s.no(P("签名以前，要把记录读给本人听。"), P("读过以后，请勾明。"))
    return None


def facts_established(s: Situation) -> Refusal | None:
    facts = s.facts
    if s.given is None or not facts.needs_opinion or facts.investigations or facts.suffices or s.value("suffices"):
        return None
    return s.no(
        P("还没有调查核实的记录。"),
        P("请先“调查核实”；现有材料足够的，请写明理由。"),
        cite("xf2022", 31, None, 6),
    )


#: The guards that ask which papers have been issued.
ABOUT_PAPERS = frozenset({paper_issued, papers_complete, notice_of_hearing_issued, report_of_hearing_issued})
