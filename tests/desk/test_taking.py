"""A whole matter leaves as one archive, which programs that know nothing of Huiyin check (取走案卷)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import bagit
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from lxml import etree

from huiyin.cases.materials import open_material, place_of, store
from huiyin.cases.models import Material, Submission
from huiyin.cases.papers.instruments import issue
from huiyin.desk.models import Export
from huiyin.law.papers import Paper as Kind
from huiyin.people.models import Person
from huiyin.record.models import Event, OwedPaper
from tests.city import at_organ, organ
from tests.desk.life import Life, begin, report_on
from tests.desk.staff import Answer, Desk, words

Open = Callable[..., Desk]
HERE = Path(__file__).parent
PURPOSE = "移送区人民法院"


@pytest.fixture
def answered(desk: Open) -> Life:
    """A letter with a paper of the person's, answered, its opinion served."""
    matter = begin()
    file = store(SimpleUploadedFile("水渠.txt", "渠道占了四十二米。".encode("gb18030")))
    letter = Submission.objects.get(case=matter.id)
    Material.objects.create(
        submission=letter, name=file.name, media_type=file.media_type, size=file.size, sha256=file.sha256
    )
    matter.served()
    owed = OwedPaper.objects.get(record=matter.id, kind=Kind.OPINION.value)
    issue(owed.id, matter.at("handler"), timezone.now())
    return matter


def take(clerk: Desk, matter: Life, purpose: str = PURPOSE) -> Answer:
    return clerk.browser.post(f"{matter.url}/taking", {"purpose": purpose})


def handler(matter: Life) -> Desk:
    return Desk(Person.objects.get(id=matter.at("handler").person).username)


@pytest.fixture
def unpacked(answered: Life, tmp_path: Path) -> Path:
    """The archive, unpacked where nothing else is."""
    answer = take(handler(answered), answered)
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    ZipFile(BytesIO(b"".join(answer.streaming_content))).extractall(tmp_path / "elsewhere")
    return tmp_path / "elsewhere" / answered.number


def test_the_archive_is_a_whole_bag_to_bagit(unpacked: Path) -> None:
    bag = bagit.Bag(str(unpacked))
    bag.validate()
    assert bag.info["External-Identifier"] == unpacked.name


def test_a_file_that_was_changed_is_found_by_bagit(unpacked: Path) -> None:
    (unpacked / "data/words/001.txt").write_text("我没有意见。")
    assert not bagit.Bag(str(unpacked)).is_valid()


def test_its_journal_is_checked_elsewhere_by_the_verifier_that_came_with_it(unpacked: Path) -> None:
    journal = unpacked / "data" / "journal"
    command = [sys.executable, "-I", str(journal / "verify_journal.py"), str(journal / "journal.jsonl")]
    assert subprocess.run(command, check=False, capture_output=True, cwd=unpacked).returncode == 0
    said = (journal / "journal.jsonl").read_text().replace("恢复灌溉渠", "拆除灌溉渠")
    (journal / "journal.jsonl").write_text(said.replace("移送区人民法院", "移送区人民检察院"))
    assert subprocess.run(command, check=False, capture_output=True, cwd=unpacked).returncode == 1


def test_its_description_is_valid_mets_and_knows_every_file(unpacked: Path) -> None:
    schema = etree.XMLSchema(etree.parse(str(HERE / "mets.xsd")))
    told = etree.parse(str(unpacked / "data" / "mets.xml"))
    schema.assertValid(told)
    named = set(told.xpath("//mets:FLocat/@xlink:href", namespaces=told.getroot().nsmap))
    lies = {path.relative_to(unpacked / "data").as_posix() for path in (unpacked / "data").rglob("*") if path.is_file()}
    assert named == lies - {"mets.xml", "README.txt"}


def test_what_rests_on_the_matter_comes_with_it_without_its_words(unpacked: Path) -> None:
    journal = unpacked / "data" / "journal"
    (linked,) = (unpacked / "data" / "linked").glob("undertaking-*.jsonl")
    command = [sys.executable, "-I", str(journal / "verify_journal.py"), str(linked)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    assert "particulars" in linked.read_text() and "灌溉渠" not in linked.read_text()


def test_papers_words_and_materials_are_there_as_they_were(answered: Life, unpacked: Path) -> None:
    data = unpacked / "data"
    paper = Material.objects.get(submission__case=answered.id)
    assert (data / "materials/001.txt").read_bytes() == open_material(paper.sha256).read()
    assert (data / "papers/001.pdf").read_bytes().startswith(b"%PDF")
    assert "四十二米" in (data / "words/001.txt").read_text()
    assert "陈大山" in str(json.loads((data / "record/matter.json").read_text()))
    assert "送达" in (data / "journal/history.txt").read_text()


def test_each_taking_is_a_look_that_the_person_sees(answered: Life, unpacked: Path) -> None:
    look = Event.objects.filter(record=answered.id, act="unmask").get()
    assert PURPOSE in look.payload and look.by == answered.at("handler").person
    assert Export.objects.get().what == "case"


def test_without_a_purpose_nothing_leaves(answered: Life) -> None:
    assert take(handler(answered), answered, "").status_code == 422
    assert not Event.objects.filter(record=answered.id, act="unmask").exists()


def test_whoever_may_not_read_the_matter_finds_no_archive(desk: Open, answered: Life) -> None:
    assert take(desk("fangqing"), answered).status_code == 404


def test_a_file_that_is_gone_stops_the_taking_by_its_name(answered: Life) -> None:
    place_of(Material.objects.get(submission__case=answered.id).sha256).unlink()
    answer = take(handler(answered), answered)
    assert answer.status_code == 409 and "水渠.txt" in words(answer)


def test_of_a_report_the_list_of_exports_tells_nothing(desk: Open) -> None:
    report = report_on("lx-slj")
    answer = take(desk("chenhao"), report)
    assert answer.status_code == 200 and not Export.objects.exists()


def test_the_accused_find_no_archive_of_the_report(desk: Open) -> None:
    report = report_on("lx-slj")
    accused = Person.objects.get(id=at_organ(organ("lx-slj"), "head").person).username
    assert take(desk(accused), report).status_code == 404


def test_the_page_says_what_there_is_before_anything_is_taken(answered: Life) -> None:
    said = words(handler(answered).open(f"{answered.url}/taking"))
    assert "BagIt" in said and "取走做什么用" in said
