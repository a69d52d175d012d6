"""Letters by e-mail at the desk: read, registered with what was read, set aside; never shown to the accused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from huiyin.cases.lodging import Capacity, PartyText
from huiyin.cases.models import Case, Material, Party
from huiyin.cases.parts import part_of
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.arrivals.taking import take_in
from huiyin.channels.arrivals.work import Readers, work_on_next
from huiyin.channels.registry import connection
from huiyin.law.terms import ClaimKind
from tests.channels import mails
from tests.channels.mailroom import connect
from tests.city import MONDAY, actor, person
from tests.desk.life import TWO_CLAIMS, Life, begin, report_on
from tests.desk.staff import Desk, words

pytestmark = pytest.mark.django_db
Open = Callable[..., Desk]
ROW = {
    "name": "xfj-mail", "adapter": "mail", "organ": "qc-xfj", "address": "xfj@qingchuan.example",
    "imap": "imaps://xfj:x@imap.example/INBOX", "authserv": "mx.example",
}  # fmt: skip


@pytest.fixture(autouse=True)
def box(settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, ROW)


def arrived(mail: bytes) -> Arrival:
    channel = connection("xfj-mail")
    assert channel is not None
    row = take_in(channel, mail, "1", timezone.now())
    readers = Readers()
    while work_on_next(readers):
        pass
    readers.close()
    row.refresh_from_db()
    return row


def register(desk: Desk, row: Arrival, **typed: Any) -> Case:
    answer = desk.fill(f"/desk/intake/email?mail={row.id}", **typed)
    assert answer.status_code in (302, 303), words(answer)
    return Case.objects.latest("id")


def test_a_letter_stands_on_the_list_and_opens(desk: Open) -> None:
    row = arrived(mails.plain())
    client = desk("wanglan")
    assert "灌溉渠被占" in words(client.open("/desk/mails"))
    assert mails.DITCH in words(client.open(f"/desk/mails/{row.id}"))


def test_it_is_registered_with_what_was_read_and_its_files(desk: Open) -> None:
    client = desk("wanglan")
    page = client.open(f"/desk/intake/email?mail={arrived(mails.with_picture()).id}").content.decode()
    assert 'value="chen@example.org"' in page and "渠.png" in page
    row = arrived(mails.plain())
    case = register(client, row)
    row.refresh_from_db()
    assert (row.became, row.case, case.channel) == ("registered", case.id, "email")
    assert Party.objects.get(case=case).phone is not None
    assert row.sha256 in case.submissions.get().extra
    assert Material.objects.filter(submission__case=case).count() == 0


def test_registered_twice_it_is_one_matter(desk: Open) -> None:
    row = arrived(mails.plain())
    register(desk("wanglan"), row)
    Arrival.objects.filter(id=row.id).update(settled_at=None, case=None, became="")
    count = Case.objects.count()
    desk("wanglan").fill(f"/desk/intake/email?mail={row.id}", follows="")
    assert Case.objects.count() == count


def test_set_aside_with_a_reason_and_taken_back(desk: Open) -> None:
    row, client = arrived(mails.plain()), desk("wanglan")
    client.browser.post(f"/desk/mails/{row.id}", {"aside": "1", "reason": ""})
    row.refresh_from_db()
    assert row.settled_at is None
    client.browser.post(f"/desk/mails/{row.id}", {"aside": "1", "reason": "广告"})
    client.browser.post(f"/desk/mails/{row.id}", {"back": "1"})
    row.refresh_from_db()
    assert (row.became, row.settled_at) == ("", None)


def test_a_machines_mail_stands_apart(desk: Open) -> None:
    arrived(mails.a_list())
    client = desk("wanglan")
    assert "本周特价" not in words(client.open("/desk/mails"))
    assert "本周特价" in words(client.open("/desk/mails?show=automatic"))


def test_a_report_is_hidden_from_the_clerk_it_names_and_from_her_office(desk: Open) -> None:
    row = arrived(mails.plain("举报", "我举报青川市信访局王兰收受好处费，请查处。"))
    for username in ("wanglan", "chenhao"):
        client = desk(username)
        assert "举报" not in words(client.open("/desk/mails")).replace("检举控告", "")
        assert client.open(f"/desk/mails/{row.id}").status_code == 404
        assert client.open(f"/desk/mails/{row.id}/original").status_code == 404
        assert client.open(f"/desk/mails/{row.id}/files/0").status_code == 404
        assert "好处费" not in words(client.open(f"/desk/intake/email?mail={row.id}"))


def test_the_checks_of_the_own_server_are_shown_and_nobody_elses(desk: Open) -> None:
    notes = (
        b"Authentication-Results: evil.example; spf=pass\r\n"
        b"Authentication-Results: mx.example; spf=fail smtp.mailfrom=a@b.c; dkim=pass header.d=b.c\r\n"
    )
    row = arrived(notes + mails.plain())
    page = words(desk("wanglan").open(f"/desk/mails/{row.id}"))
    assert "SPF 没有通过" in page and "DKIM 通过" in page and "SPF 通过" not in page


def test_what_hangs_on_a_letter_is_saved_bit_for_bit_and_never_shown(desk: Open) -> None:
    row = arrived(mails.only_a_file("恶意.html", b"<script>alert(1)</script>"))
    answer = desk("wanglan").open(f"/desk/mails/{row.id}/files/0")
    assert (answer.content, answer["Content-Type"]) == (b"<script>alert(1)</script>", "application/octet-stream")
    assert answer["Content-Disposition"].startswith("attachment") and "sandbox" in answer["Content-Security-Policy"]


def test_nothing_a_mail_says_runs_on_the_page(desk: Open) -> None:
    row = arrived(mails.plain("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", From='"<b>x</b>" <a@b.cn>'))
    page = desk("wanglan").open(f"/desk/mails/{row.id}").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page and "<b>x</b>" not in page


def test_another_office_has_none_of_it(desk: Open) -> None:
    row = arrived(mails.plain())
    other = desk("xumei")
    assert other.open(f"/desk/mails/{row.id}").status_code in (403, 404)
    assert other.open(f"/desk/mails/{row.id}/original").status_code in (403, 404)


# Matters that the reader may not read, or not whole ---------------------------------------------------------------


def belongs(row: Arrival, matter: Life) -> None:
    Arrival.objects.filter(id=row.id).update(
        became="registered", case=matter.id, settled_at=timezone.now(), ready_at=None
    )


def test_a_mail_that_became_a_report_leaves_no_line_for_whoever_may_not_read_the_report(desk: Open) -> None:
    client, before = desk("wanglan"), words(desk("wanglan").open("/desk/mails?show=done"))
    belongs(arrived(mails.plain()), report_on("lx-slj"))
    assert words(client.open("/desk/mails?show=done")) == before


def test_of_a_mail_before_a_report_was_split_off_the_rest_of_the_matter_opens_nothing(desk: Open) -> None:
    report = replace(TWO_CLAIMS[1], request="查处信访局的人", kind=ClaimKind.ACCUSATION)
    parts = (PartyText(Capacity.PETITIONER), PartyText(Capacity.ACCUSED_PERSON, person=person("wanglan")))
    row, letter = arrived(mails.plain()), begin(claims=(TWO_CLAIMS[0], report), parties=parts)
    belongs(row, letter)
    letter.do("split", "chenhao", claims=[2], reason="检举控告要分开")
    client = desk("wanglan")
    assert client.open(letter.url).status_code == 200 and part_of(letter.row, actor("wanglan"), MONDAY.date()).closed
    assert mails.DITCH not in words(client.open("/desk/mails?show=done"))
    for path in ("", "/original", "/files/0"):
        assert client.open(f"/desk/mails/{row.id}{path}").status_code == 404, path


def test_an_answer_leads_to_no_earlier_mail_that_became_a_report(desk: Open) -> None:
    first, second = arrived(mails.plain()), arrived(mails.plain("回信", "谢谢，收到了。", **{"Message-ID": "<b@x>"}))
    Arrival.objects.filter(id=second.id).update(follows=first.id)
    client = desk("wanglan")
    assert f"/desk/mails/{first.id}" in client.open(f"/desk/mails/{second.id}").content.decode()
    belongs(first, report_on("lx-slj"))
    assert f"/desk/mails/{first.id}" not in client.open(f"/desk/mails/{second.id}").content.decode()
