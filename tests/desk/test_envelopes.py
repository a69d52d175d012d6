"""A report of wrongdoing rests in an envelope: who keeps the machine reads no word of it, its readers all of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from huiyin.cases.envelopes import OfTheRing
from huiyin.cases.enveloping import carry_people
from huiyin.cases.identity import Identity, open_identity, ring, seal_identity
from huiyin.cases.keeping_keys import tidy
from huiyin.cases.models import Case, KeyWrap, MatterKey
from huiyin.channels.models import Posting
from huiyin.channels.notices import tell
from huiyin.papers import store
from huiyin.papers.models import Paper, Service
from huiyin.people import ledgers
from huiyin.people.key_models import HeldKey, OrganKey
from huiyin.people.models import Post
from huiyin.people.stamps import POSTS, touch
from huiyin.record.checking import verify
from huiyin.record.models import Message
from huiyin.typed.times import beijing_day
from huiyin.vault import masks, opening
from huiyin.vault.boxes import is_enveloped
from huiyin.vault.fields import HEAD, NONCE, TAG
from huiyin.vault.keyring import Purpose
from huiyin.vault.opening import holding
from tests.city import organ
from tests.desk import keys as staff
from tests.desk.keys import Keyed
from tests.desk.staff import Desk, form_on, words
from tests.desk.test_papers import picture
from tests.portal import life as portal

pytestmark = pytest.mark.django_db
#: Words that stand nowhere else; each test that brings one finds it where it may be read.
STORY, ASKED, FILE, ADDED, NOTED, TYPED, TOLD, PAPER = MARKERS = (
    "蘅芜苑的账", "蓼风轩的收条", "芦雪广的照片", "秋爽斋的补充", "紫菱洲的便签", "暖香坞的草稿",
    "藕香榭的答复", "凹晶馆的函",
)  # fmt: skip
#: Who filed it, in fields that stand nowhere else.
NAME, PHONE, HOME, MAIL = WHO = ("甄士隐甲", "13299990042", "仁清巷葫芦庙旁", "zhen@hulu.example")
YOU = {"name": NAME, "phone": PHONE, "address": HOME, "email": MAIL}
REPORT = {"kind": "report", "text": f"{STORY}不对，收费不开票。希望查{ASKED}。", "place": "990121000000"}


# What somebody has who stole everything that lies on the machine ------------------------------------------------------


def rows() -> Iterator[tuple[str, Any]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", value) for name, value in zip(names, row, strict=True))


def opened(value: bytes) -> bytes:
    """What the key ring makes of a value, whatever it was bound to: the cipher without its tag."""
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import CTR

    key = ring().current(Purpose.IDENTITY)
    if len(value) < HEAD + NONCE + TAG or value[:HEAD] != b"\x01" + key.id.to_bytes(2, "big"):
        return b""
    counter = value[HEAD : HEAD + NONCE] + (2).to_bytes(4, "big")
    secret = ring().subkey(key, "huiyin/field/1", 32)
    return Cipher(AES(secret), CTR(counter)).decryptor().update(value[HEAD + NONCE : -TAG])


def left(folder: Path, *markers: str) -> set[str]:
    """Where any of the words stand in tables and files, for whoever has these and the key ring."""
    found, wanted = set(), markers or MARKERS
    values = [*rows(), *((str(path), path.read_bytes()) for path in folder.rglob("*") if path.is_file())]
    for place, value in values:
        if isinstance(value, str):
            raw = value.encode("utf-8", "surrogatepass")
        elif isinstance(value, bytes | memoryview):
            raw = bytes(value)
        else:
            continue
        for said in (raw, opened(raw)):
            found |= {f"{place}: {each}" for each in wanted if spelt(each, said)}
    return found


def spelt(word: str, said: bytes) -> bool:
    """Also as JSON and addresses spell it."""
    from urllib.parse import quote_plus

    return any(each.encode() in said for each in (word, json.dumps(word)[1:-1], quote_plus(word)))


# An office whose organs have keys ------------------------------------------------------------------------------------


@pytest.fixture
def office(db: None) -> dict[str, list[Keyed]]:
    return staff.keyed("lx-jw", "qc-jw", "qc-xfj", "lx-xfj")


def filed(client: Client, **you: str) -> Case:
    photo = SimpleUploadedFile(f"{FILE}.txt", FILE.encode(), "text/plain")
    client.post("/submit/", {**portal.TOLD, **REPORT, "papers": photo})
    portal.confirm(client, accused_name="县教育局")
    answer = portal.hand_in(client, **YOU, **you)
    assert answer.status_code == 303, portal.plain(answer)
    return Case.objects.get(number=answer.headers["Location"].split("/")[2])


def reader_of(case: Case, people: list[Keyed]) -> Keyed:
    found = [each for each in people if each.open(f"/desk/cases/{case.number}").status_code == 200]
    assert found, (case.holder, [organ(each) for each in ("lx-jw", "qc-jw", "sf-jw")], case.owner)
    return found[0]


def code_of(client: Client, case: Case) -> str:
    shown = re.search(r"([2-9A-Z]{4}) ([2-9A-Z]{4})", portal.plain(client.get(f"/follow/{case.number}/receipt/")))
    assert shown
    return "".join(shown.groups())


def followed(case: Case, code: str) -> Client:
    """Another browser that knows number and code."""
    visitor = Client()
    assert visitor.post("/follow/", {"number": case.number, "code": code}).status_code == 303
    return visitor


def test_a_report_is_followed_from_end_to_end_and_leaves_no_word(
    office: dict[str, list[Keyed]], client: Client, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        case = filed(client)
    assert (case.holder, MatterKey.objects.get(case=case.id).ring) == (organ("lx-jw"), None)
    assert left(tmp_path, *MARKERS, *WHO) == set()
    reader = reader_of(case, office["lx-jw"])
    url = f"/desk/cases/{case.number}"
    page = words(reader.open(url))
    assert STORY in page and ASKED in page and FILE in page and masks.mask_name(NAME) in page
    told = words(reader.act(case.number, "unmask", purpose="联系本人核实"))
    assert all(each in told for each in (NAME, PHONE, HOME, MAIL))
    assert Desk(reader.person.username).act(case.number, "unmask", purpose="联系本人核实").status_code == 403
    visitor = followed(case, code_of(client, case))
    assert ASKED in portal.plain(visitor.get(f"/follow/{case.number}/"))
    reader.browser.post(f"{url}/notes", {"text": NOTED})
    assert NOTED in words(reader.open(url))
    visitor.post(
        f"/follow/{case.number}/supplement/",
        {**form_on(visitor.get(f"/follow/{case.number}/supplement/")), "text": ADDED},
    )
    assert ADDED in words(reader.open(url))
    assert reader.act(case.number, "contact", way="电话", account=f"问了{TOLD}").status_code == 303
    assert TOLD in words(reader.open(url))
    typed = {**form_on(reader.open(f"{url}/acts/reply")), "answer": f"我们查了{TYPED}"}
    assert reader.browser.post(f"{url}/acts/reply/check", typed).status_code < 400
    assert TYPED in reader.open(f"{url}/acts/reply").content.decode()
    assert reader.act(case.number, "reply", answer=f"已经查处，{PAPER}", method="by_hand").status_code == 303
    shown = reader.open(f"{url}/papers").content.decode()
    for owed in re.findall(r'action="([^"]*/papers/drafts/\d+/issue)"', shown):
        reader.browser.post(owed)
    shown = reader.open(f"{url}/papers").content.decode()
    papers = sorted(set(re.findall(r'href="([^"]*/papers/\d+/(?:pdf|docx|plain))"', shown)))
    assert papers, [each for each in re.findall('href="([^"]+)"', shown) if "paper" in each or "doc" in each]
    assert {reader.open(each).status_code for each in papers} == {200}
    assert {Desk(reader.person.username).open(each).status_code for each in papers} == {403}
    assert PAPER in portal.plain(visitor.get(f"/follow/{case.number}/"))
    with django_capture_on_commit_callbacks(execute=True):
        served = served_by_hand(reader, case)
    assert left(tmp_path, *MARKERS, *WHO) == set()
    assert is_enveloped(store._shelf().fetch(served.signature))
    assert NAME in words(reader.open(f"{url}/papers/{served.paper_id}/service"))
    assert case.events.filter(act="unmask").count() == 1
    report = verify()
    assert (report.faults, report.drifted, report.rows) == ([], [], [])


def served_by_hand(reader: Keyed, case: Case) -> Service:
    """A paper that its reporter signed for at home."""
    paper = Paper.objects.filter(matter=case.id, to_petitioner=True, drawn_at__isnull=False, served_on=None).first()
    assert paper is not None
    told = {"receiver": NAME, "place": HOME, "note": f"回证里夹着{PAPER}", "signature": picture()}
    day = beijing_day(timezone.now()).isoformat()
    answer = reader.fill(f"/desk/cases/{case.number}/papers/{paper.id}/service", **told, served_on=day)
    assert answer.status_code == 303, words(answer)
    return Service.objects.get(paper=paper)


def test_whoever_it_is_passed_to_reads_it_and_whoever_owns_it_is_given_its_key(
    office: dict[str, list[Keyed]], client: Client
) -> None:
    case = filed(client)
    reader, url = reader_of(case, office["lx-jw"]), f"/desk/cases/{case.number}"
    given = {"to_organ": str(organ("qc-jw")), "reason": "被反映的人归市里管"}
    assert reader.act(case.number, "transfer", **given).status_code == 303
    assert STORY in words(reader_of(case, office["qc-jw"]).open(url))


def test_a_report_split_off_takes_the_words_of_the_whole_with_it(
    office: dict[str, list[Keyed]], client: Client, tmp_path: Path
) -> None:
    client.post("/submit/", {**portal.TOLD, "text": f"路灯坏了，希望修路灯。希望查{ASKED}，{STORY}不对。"})
    portal.confirm(client)
    answer = portal.hand_in(client)
    case = Case.objects.get(number=answer.headers["Location"].split("/")[2])
    code, clerk = code_of(client, case), reader_of(case, [*office["lx-xfj"], *office["qc-xfj"]])
    claims = list(case.claims.order_by("seq").values_list("seq", "request"))
    secret = next(seq for seq, request in claims if ASKED in request)
    kinds = {f"classes-{seq}": "accusation" if seq == secret else "suggestion" for seq, _ in claims}
    accused = {"accused_organ_typed": "县教育局"}
    assert clerk.act(case.number, "classify", **kinds, **accused).status_code == 303
    assert clerk.act(case.number, "split", claims=[str(secret)], reason="检举控告另案处理").status_code == 303
    child = Case.objects.get(follows=case.id)
    assert child.report and not Case.objects.get(id=case.id).report
    assert left(tmp_path) == set()
    assert ASKED in portal.plain(followed(case, code).get(f"/follow/{child.number}/"))
    report = verify()
    assert (report.faults, report.drifted, report.rows) == ([], [], [])


def test_what_is_no_report_once_it_was_split_off_takes_none_of_its_words_along(
    office: dict[str, list[Keyed]], client: Client, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    client.post("/submit/", {**portal.TOLD, **REPORT, "text": f"路灯坏了，希望修路灯。希望查{ASKED}，{STORY}不对。"})
    portal.confirm(client, accused_name="县教育局")
    case = Case.objects.get(number=portal.hand_in(client).headers["Location"].split("/")[2])
    clerk = reader_of(case, office["lx-jw"])
    claims = list(case.claims.order_by("seq").values_list("seq", flat=True))
    kinds = {f"classes-{seq}": "accusation" if seq == claims[-1] else "suggestion" for seq in claims}
    kept = {"accused_organ_typed": "县教育局"}
    assert clerk.act(case.number, "classify", **kinds, **kept).status_code == 303
    with django_capture_on_commit_callbacks(execute=True):
        answer = clerk.act(case.number, "split", claims=[str(claims[-1])], reason=f"另案处理{TOLD}")
    assert answer.status_code == 303, words(answer)
    whole, child = Case.objects.get(id=case.id), Case.objects.get(follows=case.id)
    assert (whole.report, child.report) == (False, True)
    with holding(OfTheRing()):
        shown = [opening.read_out(event.payload) for event in whole.events]
        brought = [(row.text, row.extra) for row in whole.submissions.all()]
    assert ASKED not in str((shown, brought)) and left(tmp_path) == set()
    assert ASKED in words(reader_of(child, office["lx-jw"]).open(f"/desk/cases/{child.number}"))
    report = verify()
    assert (report.faults, report.drifted, report.rows) == ([], [], [])


# Keys come and go -----------------------------------------------------------------------------------------------------


def test_whoever_forgot_their_password_is_given_the_key_anew(office: dict[str, list[Keyed]], client: Client) -> None:
    case = filed(client)
    url, (first, *others) = f"/desk/cases/{case.number}", office["qc-jw"]
    assert others
    again = Keyed(first.person.username, "另外一个足够长的密码")
    assert not HeldKey.objects.filter(person=first.person.id).exists()
    others[0].browser.post("/desk/security/keys/give", {"person": first.person.id})
    assert HeldKey.objects.filter(person=first.person.id).count() == 1
    assert "✓ 有钥匙" in words(again.open("/desk/security/keys")) and url


def test_two_slips_bring_the_key_back_and_one_does_not(office: dict[str, list[Keyed]], client: Client) -> None:
    case = filed(client)
    reader = reader_of(case, office["lx-jw"])
    shown = reader.browser.post("/desk/security/keys/paper").content.decode()
    first, second = re.findall(r"<code>([0-9A-Z ]+)</code>", shown)
    lone = Keyed(reader.person.username, "另外一个足够长的密码")
    assert STORY not in words(lone.open(f"/desk/cases/{case.number}"))
    lone.browser.post("/desk/security/keys/recover", {"first": first, "second": first})
    assert STORY not in words(lone.open(f"/desk/cases/{case.number}"))
    lone.browser.post("/desk/security/keys/recover", {"first": second.lower(), "second": first})
    assert STORY in words(lone.open(f"/desk/cases/{case.number}"))


def test_whoever_leaves_has_the_key_no_more_and_it_is_followed_by_another(
    office: dict[str, list[Keyed]], client: Client
) -> None:
    case = filed(client)
    reader = reader_of(case, office["lx-jw"])
    leaver = next(each for each in office["lx-jw"] if each is not reader)
    before = OrganKey.objects.get(organ=organ("lx-jw"), ended_at=None)
    Post.objects.filter(person=leaver.person.id).update(until=timezone.localdate())
    touch(POSTS)
    tidy(timezone.now())
    assert not HeldKey.objects.filter(person=leaver.person.id, key=before).exists()
    again = Keyed(reader.person.username)
    after = OrganKey.objects.get(organ=organ("lx-jw"), ended_at=None)
    assert after.id != before.id and not KeyWrap.objects.filter(holder="organ", of=before.id).exists()
    assert STORY in words(again.open(f"/desk/cases/{case.number}"))


def test_a_report_of_before_goes_under_the_key_once_there_is_one(
    client: Client, db: None, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        case = filed(client)
    assert MatterKey.objects.get(case=case.id).ring is not None
    office = staff.keyed("lx-jw")
    assert MatterKey.objects.get(case=case.id).ring is None
    assert STORY in words(reader_of(case, office["lx-jw"]).open(f"/desk/cases/{case.number}"))
    assert left(tmp_path) == set()


@pytest.mark.parametrize("channel", ["visit", "phone", "letter"])
def test_a_report_taken_down_at_the_counter_leaves_no_word(
    office: dict[str, list[Keyed]], channel: str, tmp_path: Path
) -> None:
    clerk = Keyed("wanglan")
    typed = {"text": REPORT["text"], "place": "990121000000", "accused_person": "县纪委唐主任", "title": STORY}
    answer = clerk.fill(f"/desk/intake/{channel}", **typed)
    if answer.status_code == 422:
        answer = clerk.send(f"/desk/intake/{channel}", form_on(answer))
    assert answer.status_code == 303, words(answer)
    case = Case.objects.latest("id")
    assert STORY in words(clerk.open(answer.headers["Location"]))
    assert MatterKey.objects.get(case=case.id).ring is None
    assert left(tmp_path) == set()
    assert STORY in words(reader_of(case, [*office["qc-jw"], *office["qc-xfj"]]).open(f"/desk/cases/{case.number}"))


def test_a_scanned_letter_that_is_a_report_leaves_no_word(
    office: dict[str, list[Keyed]], tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    from tests.desk import test_letters as letters

    clerk = Keyed("wanglan")
    url = letters.scanned(clerk, (f"我要举报。{STORY}不对，", f"请查{ASKED}。"))[0]
    typed = {"text": REPORT["text"], "place": "990121000000", "accused_person": "县纪委唐主任"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = letters.send(clerk, url, **typed)
        if answer.status_code == 422:
            answer = letters.send(clerk, url, **typed, heard="1")
    assert answer.status_code == 303, words(answer)
    case = Case.objects.latest("id")
    assert case.report
    assert left(tmp_path) == set()
    assert ASKED in words(reader_of(case, [*office["qc-jw"], *office["qc-xfj"]]).open(f"/desk/cases/{case.number}"))


def test_a_sheet_with_reports_leaves_no_word(
    office: dict[str, list[Keyed]], tmp_path: Path, tmp_path_factory: Any
) -> None:
    from tests.channels.workbooks import HEADINGS, OPEN, row, take, workbook

    sheet = workbook(
        tmp_path_factory.mktemp("away"),
        (*row(OPEN, 留言主题=STORY, 留言详情=REPORT["text"], 答复意见=PAPER), "县教育局"),
        headings=(*HEADINGS, "被举报单位"),
    )  # fmt: skip
    assert take(sheet)["new"] == 1
    case = Case.objects.latest("id")
    assert case.report and left(tmp_path) == set()
    assert take(sheet)["new"] == 0


def test_what_turns_out_to_be_a_report_goes_into_an_envelope_with_all_that_was_said(
    office: dict[str, list[Keyed]], client: Client, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        photo = SimpleUploadedFile(f"{FILE}.txt", FILE.encode(), "text/plain")
        client.post("/submit/", {**portal.TOLD, "text": REPORT["text"], "place": "990121000000", "papers": photo})
        portal.confirm(client)
        answer = portal.hand_in(client, **YOU)
    case = Case.objects.get(number=answer.headers["Location"].split("/")[2])
    code = code_of(client, case)
    clerk = reader_of(case, office["lx-xfj"])
    assert not case.report and len({each.rpartition(" ")[2] for each in left(tmp_path, *WHO)}) == len(WHO)
    url = f"/desk/cases/{case.number}"
    clerk.browser.post(f"{url}/notes", {"text": NOTED})
    assert clerk.act(case.number, "contact", way="电话", account=f"问了{TOLD}").status_code == 303
    with django_capture_on_commit_callbacks(execute=True):
        answer = clerk.act(case.number, "classify", **{"classes-1": "accusation", "accused_organ_typed": "县教育局"})
    assert answer.status_code == 303, words(answer)
    assert left(tmp_path, *MARKERS, *WHO) == set()
    page = words(clerk.open(url))
    assert all(each in page for each in (STORY, FILE, NOTED, TOLD, masks.mask_name(NAME)))
    assert ASKED in portal.plain(followed(case, code).get(f"/follow/{case.number}/"))
    report = verify()
    assert (report.faults, report.drifted, report.rows) == ([], [], [])


# Who filed it --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "outside"), [("", ()), ("portal", ()), ("phone", ()), ("letter", ()), ("email", (MAIL,))]
)
def test_of_who_filed_a_report_nothing_lies_open_but_where_they_chose_to_be_told_by_the_machine(
    office: dict[str, list[Keyed]], client: Client, tmp_path: Path, way: str, outside: tuple[str, ...],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        case = filed(client, way=way)
    assert {each.rpartition(" ")[2] for each in left(tmp_path, *WHO)} == set(outside)
    party = case.parties.get(capacity="petitioner")
    assert [party.name_index, party.phone_index, party.id_index, bool(party.email_index)] == [None] * 3 + [
        bool(outside)
    ]
    tell(list(Message.objects.filter(record=case.id, topic="notice")))
    assert [each.to for each in mail.outbox] == [[each] for each in outside]


def test_whoever_filed_a_report_changes_how_they_are_told_and_what_the_machine_need_not_know_goes_back(
    office: dict[str, list[Keyed]], client: Client, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        case = filed(client)
    visitor = followed(case, code_of(client, case))
    url = f"/follow/{case.number}/notices/"
    assert masks.mask_phone(PHONE) in portal.plain(visitor.get(url))
    for way, outside in (("email", {MAIL}), ("letter", set())):
        assert visitor.post(url, {"way": way}).status_code == 303
        assert {each.rpartition(" ")[2] for each in left(tmp_path, *WHO)} == outside
    assert masks.mask_email(MAIL) in portal.plain(visitor.get(url))
    report = verify()
    assert (report.faults, report.drifted, report.rows) == ([], [], [])


def test_a_letter_to_whoever_filed_a_report_is_printed_by_who_has_the_key_and_refused_to_others(
    office: dict[str, list[Keyed]], client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        case = filed(client, way="letter")
    tell(list(Message.objects.filter(record=case.id, topic="notice")))
    posting, reader = Posting.objects.get(case=case.id), reader_of(case, office["lx-jw"])
    keyless = words(Desk(reader.person.username).browser.post("/desk/postings", {"letter": posting.id}))
    assert NAME not in keyless and Posting.objects.get(id=posting.id).printed_at is None
    assert HOME in reader.browser.post("/desk/postings", {"letter": posting.id}).content.decode()


def test_reports_of_before_give_up_who_filed_them(
    office: dict[str, list[Keyed]], client: Client, tmp_path: Path
) -> None:
    case = filed(client)
    party = case.parties.get(capacity="petitioner")
    with holding(OfTheRing()):
        seal_identity(party, Identity(NAME, "", PHONE, HOME, MAIL))  # as it lay in an earlier version
    party.save()
    ledgers.bind(ledgers.MATTERS, "reach", [party])
    assert left(tmp_path, *WHO)
    assert (carry_people(), carry_people(), left(tmp_path, *WHO)) == (1, 0, set())
    assert verify().sound


def test_what_was_no_report_after_all_is_found_by_its_people_again(
    office: dict[str, list[Keyed]], client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        case = filed(client)
    reader = reader_of(case, office["lx-jw"])
    kinds = {f"classes-{claim.seq}": "suggestion" for claim in case.claims.all()}
    assert reader.act(case.number, "classify", **kinds).status_code == 303
    party = case.parties.get(capacity="petitioner")
    assert party.phone_index and open_identity(party).name == NAME and verify().sound
