"""The words of conduct at a visit (现场秩序). The six clauses are those of xf2022 Art. 26."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.sources.articles import Citation, cite
from huiyin.law.terms import Term


class Clause(Term):
    """Which clause of Art. 26; each says what was done, never what somebody is."""

    BLOCKING = "blocking", "（一）聚集围堵、冲击机关，拦车堵路"
    DANGEROUS = "dangerous", "（二）携带危险物品、管制器具"
    HARMING = "harming", "（三）侮辱、殴打、威胁他人，毁坏财物"
    STAYING = "staying", "（四）滞留、滋事，弃留生活不能自理的人"
    INCITING = "inciting", "（五）煽动、胁迫、出钱雇人，借机敛财"
    OTHER = "other", "（六）其他扰乱公共秩序的行为"


ARTICLES: Mapping[Clause, Citation] = {clause: cite("xf2022", 26, None, item) for item, clause in enumerate(Clause, 1)}
#: Where somebody may be hurt nobody need be persuaded first.
AT_ONCE = frozenset({Clause.DANGEROUS, Clause.HARMING})


class Called(Term):
    """Who was called."""

    NOBODY = "nobody", "没有叫人"
    COLLEAGUES = "colleagues", "叫了同事、领导"
    MEDICAL = "medical", "叫了医护人员"
    GUARDS = "guards", "叫了保安"
    POLICE = "police", "报了警"


class ConductStage(Term):
    """Where what was noted stands. What has ended is read by nobody any more."""

    NEW = "new", "未记"
    NOTED = "noted", "已记下，待告知本人"
    TOLD = "told", "已告知本人"
    CONTESTED = "contested", "本人有异议，待核实"
    UPHELD = "upheld", "核实后保留"
    STRUCK = "struck", "已撤销，内容已删除"
    EXPIRED = "expired", "已到期，内容已删除"


class ConductAct(Term):
    """What somebody does about it."""

    NOTE = "note", "记下现场情况"
    TELL = "tell", "告知本人"
    CONTEST = "contest", "本人提出异议"
    UPHOLD = "uphold", "核实后保留"
    STRIKE = "strike", "撤销"
    NAME_HANDLER = "name_handler", "指定承办人"
    EXPIRE = "expire", "到期删除"


class ConductClock(Term):
    """Until when the person must be told, an objection be answered, and when it is gone."""

    TELL = "O1", "告知本人"
    ANSWER = "O2", "答复异议"
    KEEP = "O3", "保留期限"
