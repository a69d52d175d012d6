"""Scanned letters at the desk: dropped, checked beside their picture, registered through the one door, in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.cases.materials import open_material
from huiyin.cases.models import Case, Material, Party, Submission
from huiyin.channels.letters import work
from huiyin.channels.letters.faults import Fault, NotReadable
from huiyin.channels.letters.keeping import fetch
from huiyin.channels.letters.lines import Line
from huiyin.channels.letters.models import Letter, LetterBatch, LetterFile, LetterPage
from huiyin.channels.letters.reader import PageRead, Reader
from huiyin.law.terms import Role
from huiyin.people import stamps
from tests.city import organ
from tests.desk.staff import Answer, Desk, form_on, words
from tests.desk.test_permissions import somebody

SCAN = b"\xff\xd8\xff\xe0" + b"\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
STORY = (
    "尊敬的领导：",
    "我叫陈大山，是柳溪县石桥镇上桥村村民，联系电话13200007710，",
    "身份证号990121196503120017。",
    "请求：一、恢复三组的灌溉渠；二、赔偿减产损失。",
)
LIST = "/desk/letters"


class Canned(Reader):
    """Has read each page already."""

    def __init__(self, *pages: Sequence[str], sure: int = 99) -> None:
        super().__init__()
        self.pages, self.sure = pages, sure

    def read(self, media_type: str, data: bytes) -> Iterator[PageRead]:
        if not self.pages:
            raise NotReadable(Fault.BROKEN)
        for number, page in enumerate(self.pages, 1):
            lines = tuple(
                Line(each, (100, 100 + 60 * at, 900, 40), (self.sure,) * len(each)) for at, each in enumerate(page)
            )
            yield PageRead(number, len(self.pages), 1000, 1400, 0, 0.0, lines, b"picture of " + page[0].encode())


def drop(desk: Desk, *files: bytes, script: bool = False, **more: Any) -> Answer:
    uploads = [SimpleUploadedFile(f"来信{number}.jpg", data) for number, data in enumerate(files, 1)]
    headers = {"HTTP_ACCEPT": "application/json"} if script else {}
    return desk.browser.post(LIST, {"files": uploads, "together": "", **more}, **headers)


def read(*pages: Sequence[str], sure: int = 99) -> None:
    while work.read_next(Canned(*pages, sure=sure), timezone.now):
        pass


def scanned(desk: Desk, *pages: Sequence[str], count: int = 1, sure: int = 99) -> list[str]:
    """A batch of letters that have been read; the addresses of their reading pages."""
    drop(desk, *(SCAN + bytes([number]) for number in range(count)))
    read(*(pages or (STORY,)), sure=sure)
    letters = Letter.objects.filter(batch=LetterBatch.objects.latest("id")).order_by("seq")
    return [f"{LIST}/read/{letter.id}" for letter in letters]


def send(desk: Desk, url: str, **typed: Any) -> Answer:
    return desk.send(url, _form(desk.open(url)), **typed)


def _form(answer: Answer) -> dict[str, Any]:
    """The reading page has no ``_once``; its form is told by its name."""
    whole = answer.content.decode()
    start = whole.index('<form id="letter"')
    part = whole[start : whole.index("</form>", start)]
    answer._container = [f'{part}<input type="hidden" name="_once" value="1"></form>'.encode()]
    return dict(form_on(answer))


@pytest.fixture
def clerk(db: None) -> Desk:
    return Desk("wanglan")


# Dropping ----------------------------------------------------------------------------------------------------------


def test_files_dropped_without_a_script_are_letters_in_line(clerk: Desk) -> None:
    answer = drop(clerk, SCAN, SCAN + b"2")
    page = words(clerk.open(answer.headers["Location"]))
    assert answer.status_code == 303 and LetterFile.objects.filter(ready_at__isnull=False).count() == 2
    assert "2 个文件里读好了 0 个" in page


def test_pages_of_one_letter_stay_together(clerk: Desk) -> None:
    drop(clerk, SCAN, SCAN + b"2", together="1")
    assert Letter.objects.get().files.count() == 2


def test_a_file_that_is_no_scan_is_told_and_the_others_are_taken(clerk: Desk) -> None:
    answer = drop(clerk, SCAN, b"MZ program")
    assert "不是扫描件或照片" in words(clerk.open(answer.headers["Location"])) and LetterFile.objects.count() == 1


def test_nothing_but_wrong_files_leaves_no_batch(clerk: Desk) -> None:
    answer = drop(clerk, b"MZ program")
    assert answer.status_code == 422 and "不是扫描件或照片" in words(answer) and not LetterBatch.objects.exists()


def test_no_file_at_all_is_said_plainly(clerk: Desk) -> None:
    assert "还没有选文件" in words(drop(clerk))


def test_the_script_opens_a_batch_and_sends_one_file_at_a_time(clerk: Desk) -> None:
    urls = drop(clerk, script=True).json()
    for data, status in ((SCAN, 200), (b"MZ program", 422), (SCAN, 200)):
        upload = {"files": SimpleUploadedFile("来信.jpg", data)}
        answer = clerk.browser.post(urls["add"], upload, HTTP_ACCEPT="application/json")
        assert answer.status_code == status
    assert "同一份" in answer.json()["said"][0] and LetterFile.objects.count() == 1


def test_a_letter_cannot_be_received_tomorrow(clerk: Desk) -> None:
    assert "不能在现在以后" in words(drop(clerk, SCAN, received_at="2199-01-01T09:00"))


# The batch ---------------------------------------------------------------------------------------------------------


def test_a_file_that_could_not_be_read_says_what_to_do_and_can_be_read_again(clerk: Desk) -> None:
    url = drop(clerk, SCAN).headers["Location"]
    while work.read_next(Canned(), timezone.now):
        pass
    assert "文件打不开" in words(clerk.open(url))
    clerk.browser.post(f"{url}/do", {"again": str(LetterFile.objects.get().id)})
    assert LetterFile.objects.filter(ready_at__isnull=False, fault="").exists()


def test_a_letter_known_from_another_batch_is_pointed_out(clerk: Desk) -> None:
    drop(clerk, SCAN)
    assert "完全相同" in words(clerk.open(drop(clerk, SCAN).headers["Location"]))


def test_a_sheet_that_belongs_to_the_letter_before_is_put_behind_it_and_taken_out_again(clerk: Desk) -> None:
    scanned(clerk, count=2)
    first, second = Letter.objects.order_by("seq")
    url = f"{LIST}/{first.batch_id}/do"
    clerk.browser.post(url, {"join": str(second.id)})
    assert [letter.files.count() for letter in Letter.objects.all()] == [2]
    clerk.browser.post(url, {"part": str(first.files.latest("id").id)})
    assert [letter.files.count() for letter in Letter.objects.order_by("seq")] == [1, 1]


def test_a_batch_of_a_hundred_stands_on_pages_and_can_be_narrowed(clerk: Desk) -> None:
    (*_, last) = scanned(clerk, count=60)
    page = f"{LIST}/{LetterBatch.objects.get().id}"
    clerk.browser.post(f"{last}/aside", {"reason": "广告"})
    assert clerk.open(page).content.decode().count('id="check-') == 25
    assert "第 51 封" in words(clerk.open(f"{page}?page=3"))
    done = words(clerk.open(f"{page}?show=done"))
    assert "第 60 封" in done and "第 1 封" not in done


def test_a_page_of_a_large_batch_asks_the_database_little(clerk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "RECHECK_SECONDS", 60.0)
    scanned(clerk, count=40)
    page = f"{LIST}/{LetterBatch.objects.get().id}"
    clerk.open(page)
    with CaptureQueriesContext(connection) as made:
        clerk.open(page)
    assert len(made) <= 12, "\n".join(each["sql"][:150] for each in made)


def test_a_letter_left_for_later_opens_the_next(clerk: Desk) -> None:
    first, second = scanned(clerk, count=2)
    assert clerk.open(f"{first}/skip").headers["Location"] == second
    assert clerk.open(f"{second}/skip").headers["Location"] == first


# Several letters in one scan ---------------------------------------------------------------------------------------

OTHER = ("尊敬的领导：", "我叫李小芳，联系电话13200007711。", "我要举报县水利局的人套取补贴。")


def split(desk: Desk, url: str, *starts: int) -> list[str]:
    """The addresses of all letters afterwards."""
    assert desk.browser.post(f"{url}/split", {"start": starts}).status_code == 303
    return [f"{LIST}/read/{letter.id}" for letter in Letter.objects.order_by("seq")]


def test_a_scan_with_two_peoples_letters_is_split_where_the_second_begins(clerk: Desk) -> None:
    (url,) = scanned(clerk, STORY, ("第二页。",), OTHER)
    first, second = split(clerk, url, 3)
    assert [_form(clerk.open(each))["name"] for each in (first, second)] == [["陈大山"], ["李小芳"]]
    assert list(LetterFile.objects.filter(cut=False).order_by("first_page").values_list("first_page", "pages")) == [
        (1, 2), (3, 1),
    ]  # fmt: skip


def test_a_letter_that_was_split_off_takes_only_its_own_pages_along(clerk: Desk) -> None:
    (url,) = scanned(clerk, STORY, OTHER)
    _, second = split(clerk, url, 2)
    send(clerk, second, accused_organ="柳溪县水利局")
    material = Material.objects.get()
    data = open_material(material.sha256).read()
    assert material.name == "来信1（第2页）.pdf"
    assert b"picture of " + OTHER[0].encode() in data and data.count(b"picture of ") == 1


def test_the_whole_scan_stays_bit_for_bit_and_its_parts_point_to_it(clerk: Desk) -> None:
    (url,) = scanned(clerk, STORY, OTHER)
    split(clerk, url, 2)
    scan = LetterFile.objects.get(cut=True)
    assert fetch(scan.sha256) == SCAN + b"\x00" and scan.parts.count() == 2
    assert f"pages 2-2 of SHA-256 {scan.sha256}".encode() in fetch(scan.parts.get(first_page=2).sha256)


def test_the_whole_scan_is_not_shown_once_one_of_its_letters_is_a_matter(clerk: Desk) -> None:
    (url,) = scanned(clerk, STORY, OTHER)
    first, second = split(clerk, url, 2)
    whole = f"{LIST}/files/{LetterFile.objects.get(cut=True).id}"
    before = clerk.open(whole).status_code, whole in clerk.open(first).content.decode()
    send(clerk, second, accused_organ="柳溪县水利局")
    after = clerk.open(whole).status_code, whole in clerk.open(first).content.decode()
    assert (before, after) == ((200, True), (404, False))


def test_splitting_is_undone_from_any_of_the_letters(clerk: Desk) -> None:
    (url,) = scanned(clerk, STORY, OTHER, ("第三页。",))
    *_, last = split(clerk, url, 2, 3)
    assert clerk.browser.post(f"{last}/whole").headers["Location"] == url
    assert list(LetterFile.objects.values_list("pages", "cut")) == [(3, False)]
    assert list(LetterPage.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_splitting_once_more_still_points_to_the_scan(clerk: Desk) -> None:
    (url,) = scanned(clerk, STORY, OTHER, ("第三页。",), ("第四页。",))
    _, second = split(clerk, url, 2)
    split(clerk, second, 3)
    parts = LetterFile.objects.get(cut=True).parts.order_by("first_page")
    assert list(parts.values_list("name", flat=True)) == [
        "来信1（第1页）.pdf", "来信1（第2-3页）.pdf", "来信1（第4页）.pdf",
    ]  # fmt: skip


def test_after_one_is_registered_the_split_cannot_be_undone(clerk: Desk) -> None:
    (url,) = scanned(clerk, STORY, OTHER)
    first, second = split(clerk, url, 2)
    send(clerk, first)
    clerk.browser.post(f"{second}/whole")
    assert Letter.objects.count() == 2 and "不能撤销" in words(clerk.open(second))


def test_files_after_the_one_that_is_split_go_with_the_later_letter_in_their_order(clerk: Desk) -> None:
    drop(clerk, SCAN, SCAN + b"2", together="1")
    read(("甲",), ("乙",))
    (letter,) = Letter.objects.all()
    _, second = split(clerk, f"{LIST}/read/{letter.id}", 2)
    assert "".join(_form(clerk.open(second))["text"]).split() == ["乙", "甲", "乙"]


def test_nothing_marked_splits_nothing_and_says_so(clerk: Desk) -> None:
    (url,) = scanned(clerk, STORY, OTHER)
    split(clerk, url)
    assert Letter.objects.count() == 1 and "请先勾选" in words(clerk.open(url))


def test_a_split_scan_that_comes_in_again_is_pointed_out(clerk: Desk) -> None:
    (url,) = scanned(clerk, STORY, OTHER)
    split(clerk, url, 2)
    assert "完全相同" in words(clerk.open(drop(clerk, SCAN + b"\x00").headers["Location"]))


# Reading -----------------------------------------------------------------------------------------------------------


def test_the_fields_are_proposed_with_the_line_they_were_read_from(clerk: Desk) -> None:
    (url,) = scanned(clerk)
    page = clerk.open(url)
    assert "第1页第2行" in words(page) and "校验位对" in words(page)
    form = _form(page)
    assert [form[name] for name in ("name", "phone", "id_number", "place")] == [
        ["陈大山"], ["13200007710"], ["990121196503120017"], ["示范省 青川市 柳溪县 石桥镇 上桥村"],
    ]  # fmt: skip
    assert form["requests"][0].splitlines()[0] == "恢复三组的灌溉渠"


def test_doubtful_characters_are_marked_and_a_hard_page_warns(clerk: Desk) -> None:
    (url,) = scanned(clerk, sure=40)
    page = clerk.open(url)
    assert '<mark class="unsure">' in " ".join(page.content.decode().split()) and "可能是手写的" in words(page)


def test_the_envelope_is_recognised_and_its_words_stay_out_of_the_letter(clerk: Desk) -> None:
    (url,) = scanned(clerk, STORY, ("990121", "柳溪县信访局 收"))
    form = _form(clerk.open(url))
    assert form["envelope"] == ["2"] and "信访局 收" not in form["text"][0]


def test_a_letter_that_may_accuse_somebody_asks_for_the_accused_first(clerk: Desk) -> None:
    (url,) = scanned(clerk, ("我要举报县水利局的人套取补贴。",))
    assert "反映的是谁" in words(clerk.open(url))


def test_what_was_typed_is_kept_encrypted_and_comes_back(clerk: Desk) -> None:
    (url,) = scanned(clerk)
    form = _form(clerk.open(url))
    clerk.browser.post(f"{url}/typed", {**form, "name": "陈小山"})
    assert _form(clerk.open(url))["name"] == ["陈小山"]
    assert "陈小山".encode() not in bytes(Letter.objects.get().typed or b"")


def test_reading_asks_the_database_little(clerk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "RECHECK_SECONDS", 60.0)
    (url,) = scanned(clerk, STORY, STORY, STORY)
    clerk.open(url)
    with CaptureQueriesContext(connection) as made:
        clerk.open(url)
    assert len(made) <= 12, "\n".join(each["sql"][:150] for each in made)


# Registering -------------------------------------------------------------------------------------------------------


def test_a_confirmed_letter_is_a_matter_with_its_original_bit_for_bit(clerk: Desk) -> None:
    (url,) = scanned(clerk)
    send(clerk, url, postmarked_on="2026-11-01")
    submission = Submission.objects.get()
    material = Material.objects.get(submission=submission)
    assert (submission.channel, str(submission.postmarked_on)) == ("letter", "2026-11-01")
    assert open_material(material.sha256).read() == SCAN + b"\x00" and material.name == "来信1.jpg"
    claims = submission.case.claims.order_by("seq").values_list("request", flat=True)
    assert list(claims) == ["恢复三组的灌溉渠", "赔偿减产损失。"]


def test_the_next_letter_opens_by_itself_and_after_the_last_the_batch(clerk: Desk) -> None:
    first, second = scanned(clerk, count=2)
    batch = f"{LIST}/{LetterBatch.objects.get().id}"
    assert send(clerk, first).headers["Location"] == second
    assert send(clerk, second, follows="").headers["Location"] == batch
    assert "2 封都办好了" in words(clerk.open(batch)) and not LetterBatch.objects.get().open


def test_somebody_who_wrote_before_is_asked_about_once(clerk: Desk) -> None:
    first, second = scanned(clerk, count=2)
    send(clerk, first)
    assert "这个人以前来过" in words(send(clerk, second)) and Case.objects.count() == 1
    send(clerk, second, follows=Case.objects.get().number)
    assert Submission.objects.count() == 2


def test_what_is_missing_is_said_and_nothing_typed_is_lost(clerk: Desk) -> None:
    (url,) = scanned(clerk)
    answer = send(clerk, url, text="", name="陈小山")
    assert answer.status_code == 422 and "陈小山" in answer.content.decode() and not Case.objects.exists()


def test_a_letter_sent_twice_is_one_matter(clerk: Desk) -> None:
    (url,) = scanned(clerk)
    form = _form(clerk.open(url))
    statuses = [clerk.browser.post(url, form).status_code for _ in range(2)]
    assert (statuses, Case.objects.count()) == ([303, 303], 1)


def test_a_letter_sent_again_with_other_words_is_told(clerk: Desk) -> None:
    (url,) = scanned(clerk)
    form = _form(clerk.open(url))
    for text in ("甲", "乙"):
        answer = clerk.browser.post(url, {**form, "text": text}, follow=True)
    assert "没有另外登记" in answer.content.decode()


def test_a_cut_off_letter_sent_again_with_other_words_is_told_and_settled(clerk: Desk) -> None:
    (url,) = scanned(clerk)
    form = _form(clerk.open(url))
    clerk.browser.post(url, form)
    Letter.objects.update(settled_at=None, case=None)
    answer = clerk.browser.post(url, {**form, "follows": "", "text": "另外的话"})
    assert answer.status_code == 409 and "另外的话" in answer.content.decode()
    assert Letter.objects.get().case == Case.objects.get().id


def test_a_letter_whose_registration_was_cut_off_is_registered_once(clerk: Desk) -> None:
    (url,) = scanned(clerk)
    form = _form(clerk.open(url))
    clerk.browser.post(url, form)
    Letter.objects.update(settled_at=None, case=None)  # the machine stopped between the record and the note
    clerk.browser.post(url, {**form, "follows": ""})
    assert Case.objects.count() == 1 and Letter.objects.get().case == Case.objects.get().id


def test_an_advertisement_is_set_aside_with_its_reason(clerk: Desk) -> None:
    (url,) = scanned(clerk)
    clerk.browser.post(f"{url}/aside", {"reason": ""})
    assert Letter.objects.filter(settled_at=None).exists()
    clerk.browser.post(f"{url}/aside", {"reason": "广告"})
    assert "不登记：广告" in words(clerk.open(f"{LIST}/{LetterBatch.objects.get().id}"))


# Who sees them -----------------------------------------------------------------------------------------------------


def paths() -> list[str]:
    file, page = LetterFile.objects.latest("id"), LetterPage.objects.latest("id")
    read = f"{LIST}/read/{file.letter_id}"
    return [f"{LIST}/{file.letter.batch_id}", read, f"{LIST}/pages/{page.id}.jpg", f"{LIST}/files/{file.id}"]


def test_the_clerks_of_the_organ_open_everything(clerk: Desk) -> None:
    scanned(clerk)
    assert [clerk.open(path).status_code for path in paths()] == [200] * 4


def test_letters_of_another_organ_are_not_found(clerk: Desk) -> None:
    scanned(clerk)
    stranger = somebody("lx-xfj", Role.RECEPTION)
    assert [stranger.open(path).status_code for path in paths()] == [404] * 4


def test_who_registers_nothing_sees_no_letter(clerk: Desk) -> None:
    scanned(clerk)
    auditor = somebody("qc-xfj", Role.AUDITOR)
    assert [auditor.open(path).status_code for path in [LIST, *paths()]] == [403] * 5


def test_a_letter_of_nobody_is_asked_about_before_it_is_registered(clerk: Desk) -> None:
    (url,) = scanned(clerk, ("水渠被占了，请管一管。",))
    answer = clerk.browser.post(url, _form(clerk.open(url)))
    assert (answer.status_code, "匿名登记？" in words(answer), Case.objects.exists()) == (422, True, False)


def test_once_registered_a_letter_is_seen_only_through_its_matter(clerk: Desk) -> None:
    (url,) = scanned(clerk)
    hidden = paths()[1:]
    send(clerk, url)
    assert [clerk.open(path).status_code for path in hidden] == [303, 404, 404]


def test_of_a_report_the_batch_tells_a_colleague_nothing(clerk: Desk) -> None:
    url, other = scanned(clerk, ("我要举报县水利局的人套取补贴。",), count=2)
    Letter.objects.order_by("seq")[0].files.update(name="举报县水利局.jpg")
    send(clerk, url, accused_organ="柳溪县水利局")
    page = f"{LIST}/{LetterBatch.objects.get().id}"
    assert Party.objects.filter(capacity="accused_organ", organ=organ("lx-slj")).exists()
    colleague = somebody("qc-xfj", Role.RECEPTION)
    told = [words(colleague.open(each)) for each in (LIST, page, f"{page}?show=done")]
    assert "1 封，办好 0 封" in told[0] and "1 封信，办好 0 封" in told[1]
    assert not any(word in each for each in told for word in ("已登记", "举报", "第 2 封", Case.objects.get().number))
    assert "核对第 1 封" in words(colleague.open(other)) and colleague.open(url).status_code == 404
