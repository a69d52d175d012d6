"""What goes into the archive of a matter: as much of it as the one who takes it out may read, in the clear."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from mimetypes import guess_extension
from pathlib import Path
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from huiyin.cases.exhibits import SUBMITTED
from huiyin.cases.identity import FIELDS, Identity
from huiyin.cases.lodging import CAPACITY_LABELS, Capacity, File
from huiyin.cases.materials import open_material
from huiyin.cases.models import Case, Material, Party
from huiyin.cases.papers.instruments import papers_for_staff, undrawn_of
from huiyin.cases.queries import claims_of, events_of, submissions_of
from huiyin.desk.matter.timeline import Entry, Told, entries, people_in, told
from huiyin.desk.names import Names
from huiyin.desk.staff import Desk
from huiyin.desk.taking.described import Kept, described
from huiyin.law.frame.facts import World
from huiyin.law.terms import Act, Channel, Stage
from huiyin.papers.models import Paper as Issued
from huiyin.people.posts import names_of
from huiyin.record.journal import export_record
from huiyin.record.reading import linked_to
from huiyin.vault.bags import Bag, Sink
from huiyin.wording.words import iso, say

TEXT, JSON = "text/plain; charset=utf-8", "application/json"
VERIFIER: Final = Path(__file__).parents[3] / "verifier" / "verify_journal.py"
#: So much one archive holds: films above all; it is put together and sent in one piece.
MOST: Final = 1024**3
LANGUAGE: Final = "zh-hans"
README: Final = """这是一件信访事项的全部案卷，{made}由{organ}的{person}从回音系统取出。

papers/     出具的文书（PDF/A），文件名和文号的对照在 mets.xml
words/      本人的原话，一次来信、来访、来电一个文件
materials/  交来的材料，和收到时一样
exhibits/   办理中留下的照片、凭据
linked/     因这件事另立的记录（落实事项、督办、听证等）：日志（不带文字）和文书
journal/    办理日志 journal.jsonl（机器读，逐条有哈希），经过 history.txt（人读）
record/     登记的内容、诉求、信访人和相关方
mets.xml    以上每个文件的说明、大小和 SHA-256

怎样核对
1. 文件有没有缺、有没有改：任何支持 BagIt（RFC 8493）的程序，例如 bagit.py --validate 这个文件夹
2. 日志是不是原样、有没有补写：python3 journal/verify_journal.py journal/journal.jsonl
   要和公布过的日封核对，加 --seal 号:哈希；要和信访人的回执核对，加 --receipt 回执号

这里有信访人的身份信息。离开系统以后，由取走的人保管。
"""


class Missing(Exception):
    """A file that belongs to the matter cannot be read; nothing was handed out. The message is its name."""


class TooLarge(Exception):
    """All its files together are more than :data:`MOST`."""


@dataclass(frozen=True, slots=True)
class Laid:
    """What was put into an archive."""

    files: int
    octets: int


def counted(case: Case, desk: Desk) -> dict[str, int]:
    """How much there is of each, for the page before it is taken."""
    papers = papers_for_staff(case, desk.actor, desk.today)
    files = _materials(case, desk)
    shown = _exhibits(told(events_of(case, desk.actor, desk.today)))
    return {
        "papers": papers.count(),
        "materials": len(files) + len(shown),
        "size": _sum(files) + _sum(shown),
        "entries": case.seq,
    }


def lay(out: Sink, case: Case, people: Iterable[tuple[Party, Identity]], desk: Desk) -> Laid:
    """Write the archive of a matter whose reader has just said for what they see who it is about.

    :param people: its parties in the clear.
    :raises Missing: a file cannot be read.
    :raises TooLarge: there is too much of it.
    """
    with override(LANGUAGE):
        return _Laying(out, case, desk).whole(list(people))


class _Laying:
    """One archive being put together."""

    def __init__(self, out: Sink, case: Case, desk: Desk) -> None:
        self.case, self.desk, self.files = case, desk, list[Kept]()
        self.made_at = timezone.localtime(desk.now)
        self.bag = Bag(out, case.number, self.made_at)
        self.events = told(events_of(case, desk.actor, desk.today).order_by("seq"))

    def whole(self, people: list[tuple[Party, Identity]]) -> Laid:
        if _sum(_materials(self.case, self.desk)) + _sum(_exhibits(self.events)) > MOST:
            raise TooLarge
        self._papers()
        self._brought()
        self._exhibits()
        self._linked()
        self._journal()
        self._record(people)
        organ, case = self.desk.organ.name, self.case
        laid = Laid(len(self.files), sum(each.size for each in self.files))
        about = described(case.number, str(case.title), organ, self.made_at, self.files, self._known())
        self.bag.add("mets.xml", about)
        said = README.format(made=say(iso(self.desk.now)), organ=organ, person=self.desk.person.name)
        self.bag.add("README.txt", said.encode())
        self.bag.close(
            {
                "Source-Organization": organ,
                "External-Identifier": case.number,
                "Internal-Sender-Description": "信访事项案卷",
            }
        )
        return laid

    def _add(self, group: str, name: str, label: str, media_type: str, data: bytes) -> None:
        place = f"{group}/{name}"
        self.files.append(Kept(group, place, label, media_type, len(data), self.bag.add(place, data)))

    def _papers(self) -> None:
        for at, paper in enumerate(papers_for_staff(self.case, self.desk.actor, self.desk.today), 1):
            void = "（已作废）" if paper.voided_on else ""
            for form in ("pdf", "slip"):
                data = paper.file(form)
                if data is not None:
                    name = f"{at:03}.pdf" if form == "pdf" else f"{at:03}-slip.pdf"
                    self._add("papers", name, f"{paper.label} {paper.number}{void}", "application/pdf", data)

    def _brought(self) -> None:
        at = 0
        for place, row in enumerate(submissions_of(self.case, self.desk.actor, self.desk.today), 1):
            label = f"{Channel(row.channel).label} {iso(row.received_at)}"
            self._add("words", f"{place:03}.txt", label, TEXT, str(row.text).encode())
            for paper in row.materials.order_by("id"):
                at += 1
                self._file("materials", at, File(str(paper.name), paper.media_type, paper.size, paper.sha256))

    def _exhibits(self) -> None:
        for at, file in enumerate(_exhibits(self.events), 1):
            self._file("exhibits", at, file)

    def _file(self, group: str, at: int, file: File) -> None:
        try:
            data = open_material(file.sha256).read()
        except FileNotFoundError:
            raise Missing(file.name) from None
        self._add(group, f"{at:03}{_ending(file)}", file.name, file.media_type, data)

    def _linked(self) -> None:
        """What rests on the matter, as far as the one who takes may read it: its papers, and a journal without words,
        for of some records a reader is shown only a part."""
        there = linked_to(self.case, self.desk.actor, self.desk.today)
        rows = {each.row.id: (each.kind, each.row) for each in there if not each.rests and each.kind.offered}
        for kind, row in rows.values():
            label = f"{kind.procedure.label} {row.number}"
            lines = b"".join(export_record(row.id, made_at=self.desk.now))
            self._add("linked", f"{kind.key}-{row.number}.jsonl", label, "application/jsonl", lines)
            theirs = Q(to_petitioner=False) | Q(organ=self.desk.organ.id)
            papers = Issued.objects.filter(theirs, matter=row.id, drawn_at__isnull=False).order_by("id")
            for at, paper in enumerate(papers, 1):
                name, label = f"{kind.key}-{row.number}-{at:03}.pdf", f"{paper.label} {paper.official_number}"
                self._add("linked", name, label, "application/pdf", paper.file("pdf") or b"")

    def _journal(self) -> None:
        lines = export_record(self.case.id, made_at=self.desk.now, full=True)
        self._add("journal", "journal.jsonl", "办理日志", "application/jsonl", b"".join(lines))
        self._add("journal", "history.txt", "经过", TEXT, self._history().encode())
        self._add("journal", "verify_journal.py", "核对日志的程序", "text/x-python", VERIFIER.read_bytes())

    def _history(self) -> str:
        names = Names.of(self.desk.world.chart, people_in(self.events))
        return "\n".join(line for entry in entries(self.events, names) for line in _lines(entry))

    def _record(self, people: list[tuple[Party, Identity]]) -> None:
        case, names = self.case, names_of(row.person for row, _ in people if row.person)
        claims = claims_of(case, self.desk.actor, self.desk.today).order_by("seq")
        said = {
            "编号": case.number,
            "事项": str(case.title),
            "登记": iso(case.lodged_at),
            "渠道": Channel(case.channel).label,
            "阶段": Stage(case.stage).label,
            "承办单位": _organ(self.desk.world, case.holder),
            "结案": iso(case.closed_on),
            "其他系统的编号": {each.system: each.number for each in case.external_numbers.all()},
            "诉求": [{"诉求": str(row.request), "事实": str(row.facts), "理由": str(row.reasons)} for row in claims],
            "有文号、还没有印成的文书": [f"{paper.label} {paper.number}" for paper in undrawn_of(case)],
            "信访人和相关方": [_party(row, who, names, self.desk.world) for row, who in people],
        }
        data = json.dumps(said, ensure_ascii=False, indent=1).encode()
        self._add("record", "matter.json", "登记的内容、诉求、信访人和相关方", JSON, data)

    def _known(self) -> dict[str, str]:
        case = self.case
        kept = next((said.get("retention") for row, said in _said(self.events) if row.act == Act.ARCHIVE), None)
        known = {
            "全宗名称": self.desk.organ.name,
            "题名": str(case.title),
            "文件编号": case.number,
            "形成日期": iso(case.lodged_at)[:10],
            "办结日期": iso(case.closed_on),
            "保管期限": str(kept or ""),
            "开放标识": "不开放" if case.report else "控制使用",
        }
        return {name: value for name, value in known.items() if value}


def _said(events: Iterable[Told]) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    for row, payload in events:
        yield row, payload["said"]


def _materials(case: Case, desk: Desk) -> list[Material]:
    rows = submissions_of(case, desk.actor, desk.today)
    return list(Material.objects.filter(submission__in=rows).order_by("id"))


def _exhibits(events: Iterable[Told]) -> list[File]:
    """What came with acts; what came with a submission stands among its materials."""
    return [File(**file) for row, said in _said(events) if row.act not in SUBMITTED for file in said.get("files") or ()]


def _sum(files: Sequence[Material] | Sequence[File]) -> int:
    return sum(each.size for each in files)


def _ending(file: File) -> str:
    """Of its kind as it was judged, never of its name."""
    return guess_extension(file.media_type.partition(";")[0]) or ".bin"


def _organ(world: World, organ: int | None) -> str:
    return world.chart.organ(organ).name if organ is not None and organ in world.chart.organs else ""


def _party(row: Party, who: Identity, names: Mapping[int, str], world: World) -> dict[str, str]:
    clear = dict(
        zip(("姓名", "证件号码", "电话", "地址", "电子邮箱"), (getattr(who, name) for name in FIELDS), strict=True)
    )
    named = _organ(world, row.organ) or names.get(row.person or 0, "")
    told = {"身份": CAPACITY_LABELS[Capacity(row.capacity)], **clear, "单位或人员": named}
    return {name: say(value) for name, value in told.items() if value}


def _lines(entry: Entry) -> Iterator[str]:
    """One step as a person reads it."""
    who = " · ".join(say(part) for part in entry.who)
    to = f" → {entry.to}" if entry.to else ""
    yield f"{entry.seq}  {iso(entry.at)}  {say(entry.act)}{to}  {who}  {say(entry.citation)}"
    for label, lines in entry.said:
        yield f"    {say(label)}：{'；'.join(map(say, lines))}"
    if entry.papers:
        yield f"    文书：{'、'.join(entry.papers)}"
