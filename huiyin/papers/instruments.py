"""The table of all instruments (文书一览), and the two things to do with it: compose a paper, or say what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from huiyin.law.papers import Paper
from huiyin.papers.contents.assessments import ASSESSMENTS
from huiyin.papers.contents.checks import CHECKS
from huiyin.papers.contents.duties import DUTIES
from huiyin.papers.contents.keeping import KEEPING
from huiyin.papers.contents.letters import LETTERS
from huiyin.papers.contents.meetings import MEETINGS
from huiyin.papers.contents.notices import NOTICES
from huiyin.papers.contents.opinions import OPINIONS
from huiyin.papers.contents.plans import PLANS
from huiyin.papers.contents.records import RECORDS
from huiyin.papers.contents.registering import REGISTERING
from huiyin.papers.contents.reports import REPORTS
from huiyin.papers.contents.standing import STANDING
from huiyin.papers.contents.visits import VISITS
from huiyin.papers.document import Block, Document, Format, Heading, Paragraph
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument, Plain
from huiyin.papers.kinds import Kind
from huiyin.papers.needs import Incomplete

INSTRUMENTS: Mapping[Kind, Instrument] = {
    row.kind: row
    for row in (
        *LETTERS,
        *NOTICES,
        *OPINIONS,
        *RECORDS,
        *REGISTERING,
        *REPORTS,
        *DUTIES,
        *VISITS,
        *STANDING,
        *ASSESSMENTS,
        *MEETINGS,
        *CHECKS,
        *KEEPING,
        *PLANS,
    )
}


def compose(facts: PaperFacts, number: str = "") -> Document:
    """The instrument as a document.

    :param number: its 发文字号; empty for a draft.
    :raises Incomplete: with everything the law demands and the facts lack.
    """
    missing = INSTRUMENTS[facts.kind].missing(facts)
    if missing:
        raise Incomplete(missing)
    return sketch(facts, number)


def sketch(facts: PaperFacts, number: str = "") -> Document:
    """The instrument as far as the facts reach, to be read and compared before it is complete; never to be issued."""
    row = INSTRUMENTS[facts.kind]
    return Document(
        format=row.format,
        title=facts.title if row.format is Format.BULLETIN else title_of(facts),
        organ=facts.organ.name,
        on=facts.on,
        number=number,
        to=_addressee(row, facts),
        blocks=tuple(row.body(facts)),
        attachments=tuple(row.attachments(facts)) if row.attachments else (),
        signed=facts.organ.name if row.signed else "",
        copies=_copies(facts),
        printed_by=facts.organ.name if row.format in (Format.DOCUMENT, Format.BULLETIN) or facts.copies else "",
    )


def _copies(facts: PaperFacts) -> str:
    """抄送 to organs; a bulletin names the leaders it goes to."""
    if facts.people_sent:
        return f"报：{'、'.join(facts.people_sent)}同志。"
    return f"抄送：{'，'.join(facts.copies)}。" if facts.copies else ""


def title_of(facts: PaperFacts) -> str:
    """What the paper is called: as the matter's own regulation calls it, else by its usual title."""
    kind = facts.kind
    own = facts.book.papers.get(kind) if isinstance(kind, Paper) else None
    title = own or INSTRUMENTS[kind].title
    return f"{facts.word('year')}年{title}" if INSTRUMENTS[kind].of_a_year and facts.word("year") else title


def _addressee(row: Instrument, facts: PaperFacts) -> str:
    if row.to_nobody:
        return ""
    to = "，".join((facts.to.name, *facts.also_to)) if row.to_organ and facts.to else facts.petitioner
    return f"{to}："


def compose_plain(facts: PaperFacts, number: str = "") -> Document | None:
    """The same in plain words and large print (大字简明版); None for papers that do not go to the petitioner.

    :raises Incomplete: like :func:`compose`.
    """
    row = INSTRUMENTS[facts.kind]
    if row.plain is None:
        return None
    missing = row.missing(facts)
    if missing:
        raise Incomplete(missing)
    return Document(
        format=Format.PLAIN,
        title=f"{title_of(facts)}（大字简明版）",
        organ=facts.organ.name,
        on=facts.on,
        number=number,
        to=f"{facts.petitioner}：",
        blocks=tuple(_plain_blocks(row.plain, facts)),
        signed=facts.organ.name,
        note="这一页帮您看懂正式文书，以盖章的正式文书为准。",
    )


def _plain_blocks(plain: Plain, facts: PaperFacts) -> Iterator[Block]:
    parts = (
        ("定了什么", plain.decided),
        ("为什么", plain.why),
        ("您可以做什么", plain.can_do),
        ("到什么时候", plain.until),
    )
    for title, told in parts:
        yield Heading(title)
        yield from (Paragraph(line, flush=True) for line in told(facts) if line)
