"""The kinds of instrument (文书种类): those an act owes (huiyin.law.terms.Paper) and those drawn besides."""

from __future__ import annotations

from huiyin.law.terms import Paper, Term


class Extra(Term):
    """Instruments that no single act owes: applications prefilled for the petitioner, records, advice, the report."""

    REVIEW_APPLICATION = "review_application", "复查申请书"
    REREVIEW_APPLICATION = "rereview_application", "复核申请书"
    HEARING_RECORD = "hearing_record", "听证笔录"
    ADVICE_ON_WORK = "advice_on_work", "改进工作建议书"
    ADVICE_ON_POLICY = "advice_on_policy", "完善政策建议书"
    ADVICE_ON_LIABILITY = "advice_on_liability", "追究责任建议书"
    ANNUAL_REPORT = "annual_report", "年度报告"


Kind = Paper | Extra

KINDS: tuple[Kind, ...] = (*Paper, *Extra)


def kind_of(value: str) -> Kind:
    """The kind stored as ``value``.

    :raises ValueError: there is no such kind.
    """
    return next((kind for kind in KINDS if kind.value == value), None) or Paper(value)
