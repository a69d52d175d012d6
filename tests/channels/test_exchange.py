"""What may leave for another site, who answers for what comes from there, and whom we believe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from huiyin.cases.acts import perform
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.cases.models import Case, Claim
from huiyin.channels.exchange import protocol, receiving
from huiyin.channels.exchange.account import known_sites
from huiyin.channels.exchange.accused import called, meant
from huiyin.channels.exchange.models import Exchanged, Line, Site
from huiyin.channels.exchange.pairing import Peer, own_key, pair, peer, revoke, turn_own, turned, whose
from huiyin.channels.exchange.protocol import Untrue, card_of
from huiyin.channels.exchange.sending import BY_A_PERSON, NOT_THIS_WAY, TO_THE_ACCUSED, hear, tell
from huiyin.channels.registry import connection
from huiyin.law.terms import Act, ClaimKind
from huiyin.people.models import Person, Post
from huiyin.people.stamps import POSTS, touch
from huiyin.record.models import Message
from huiyin.vault.envelopes import SealingKey
from tests.channels.mailroom import connect
from tests.city import MONDAY, actor, at_organ, lodge, organ

pytestmark = pytest.mark.django_db
ROW: dict[str, Any] = {
    "name": "county", "adapter": "exchange", "organ": "qc-xfj", "url": "http://127.0.0.1:9",
    "organs": ["lx-xfj", "lx-zrzy"],
}  # fmt: skip
THEIRS = SealingKey.generate()


@pytest.fixture
def county(settings: Any, tmp_path: Path) -> Peer:
    settings.HUIYIN_DATA_DIR = tmp_path
    connect(settings, tmp_path, ROW)
    found = connection("county")
    assert found is not None
    pair(found, card_of(THEIRS), timezone.now())
    paired = peer("county")
    assert paired is not None
    return paired


def hello(key: SealingKey = THEIRS) -> bytes:
    head = protocol.new_head("hello", timezone.now())
    return protocol.sealed(key, card_of(own_key()), head, protocol.spelt({"versions": [1]}))


def said(message: bytes) -> dict[str, Any]:
    answer = receiving.answer(message, timezone.now())
    return protocol.read(protocol.opened([THEIRS], card_of(own_key()), answer, timezone.now())[1])


def test_a_site_that_is_paired_is_answered_once_and_a_stranger_never(county: Peer) -> None:
    message = hello()
    assert said(message) == {"versions": [1]}
    with pytest.raises(Untrue, match="replayed"):
        receiving.answer(message, timezone.now())
    with pytest.raises(Untrue, match="unknown"):
        receiving.answer(hello(SealingKey.generate()), timezone.now())


def test_a_site_cut_off_is_a_stranger(county: Peer) -> None:
    assert revoke("county", timezone.now())
    with pytest.raises(Untrue, match="unknown"):
        receiving.answer(hello(), timezone.now())


def test_a_site_that_turned_its_keys_is_known_by_both_and_ours_open_what_was_under_way(county: Peer) -> None:
    later, message = SealingKey.generate(), hello()
    turned(Site.objects.get(), card_of(later), timezone.now())
    turn_own()
    assert whose(later.signer, timezone.now()) and whose(THEIRS.signer, timezone.now())
    receiving.answer(message, timezone.now())


def test_what_goes_to_an_organ_elsewhere_stands_there_from_then_on_and_comes_to_nobody_here(county: Peer) -> None:
    Post.objects.filter(organ=organ("lx-zrzy")).exclude(person__username__startswith="site.").delete()
    touch(POSTS)
    case = handed_over()
    row = Exchanged.objects.get()
    assert (row.case, row.first, row.site) == (case.id, True, "county")
    assert Person.objects.get(id=case.owner).username == "site.county.lx-zrzy"
    assert not tell(row)
    row.refresh_from_db()
    assert row.ready_at is not None and "对方没有应答" in row.fault


def test_a_report_leaves_by_a_persons_act_alone(county: Peer) -> None:
    row = standing_there(report_about("qc-slj"))
    assert not tell(row)
    row.refresh_from_db()
    assert (row.ready_at, row.fault) == (None, str(BY_A_PERSON))


def test_a_report_never_goes_to_a_site_where_whom_it_accuses_or_one_below_lives(county: Peer) -> None:
    for accused in ("lx-zrzy", "lx-zf"):
        row = standing_there(report_about(accused))
        assert not tell(row, by_hand=True)
        row.refresh_from_db()
        assert (row.ready_at, row.fault) == (None, str(TO_THE_ACCUSED))


def handed_over() -> Case:
    case = lodge().case
    act(case.id, Act.CLASSIFY, "chenhao", classes={"1": {"kind": "grievance", "ground": "6"}})
    act(case.id, Act.TRANSFER, "chenhao", to_organ=organ("lx-zrzy"), reason="征地补偿归它管")
    hear(Message.objects.filter(record=case.id, topic="seal"))
    return Case.objects.get(id=case.id)


def act(case: int, what: Act, by: str, **given: Any) -> None:
    perform(case=case, act=what, by=actor(by), at=MONDAY, given=given)


def report_about(key: str) -> Case:
    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ(key))
    return lodge(claims=(ClaimText("请求查处", kind=ClaimKind.ACCUSATION),), parties=(accused,)).case


def standing_there(case: Case) -> Exchanged:
    now = timezone.now()
    return Exchanged.objects.create(
        site="county", case=case.id, first=True, mark=str(case.id), begun=1, begun_at=now, ready_at=now
    )


# Reports of wrongdoing -----------------------------------------------------------------------------------------------

WORDS = "槐荫闸虚报工程款"


def told_by_them(number: str = "9901212026113012345", **changes: Any) -> dict[str, Any]:
    """What another site brings of a matter of its own."""
    brought = {
        "number": number, "channel": "letter", "place": "990121000000", "title": "反映", "text": f"{WORDS}，请查处",
        "received_at": timezone.now().isoformat(), "sub_channel": "", "persons_present": 0, "helper": "",
        "postmarked_on": "", "read_back": False, "petitioners": 1, "unsure": False, "organ": "lx-zrzy", "extra": {},
        "claims": [{"number": 1, "kind": "", "ground": "", "request": f"查处{WORDS}", "facts": "", "reasons": ""}],
        "parties": [], "files": [],
    }  # fmt: skip
    return {**brought, **changes}


def accused_by_them(name: str, capacity: str = "accused_person") -> dict[str, Any]:
    return {
        "capacity": capacity, "organ": "", "authority": "", "needs": "", "language": "", "unsure": False,
        "identity": {"name": name, "id_number": "", "phone": "", "address": "", "email": ""},
    }  # fmt: skip


def kept_away(county: Peer, *parties: dict[str, Any]) -> tuple[set[int], set[int], bool]:
    """Organs and persons whom a report of theirs keeps away here, and whether that is not certain."""
    said_by_them = told_by_them(parties=list(parties))
    lodging = receiving._lodging(said_by_them, county, organ("lx-zrzy"), {"upto": 1, "head": "00"})
    rows = lodging.parties
    return {each.organ for each in rows if each.organ}, {each.person for each in rows if each.person}, lodging.unsure


def test_whom_a_report_of_theirs_is_about_is_understood_as_at_every_other_door(county: Peer) -> None:
    director = at_organ(organ("lx-slj"), "head").person or 0
    name = Person.objects.get(id=director).name
    exact = kept_away(county, accused_by_them(name))
    assert exact == (set(), {director}, False)
    assert director in kept_away(county, accused_by_them(f"柳溪县水利局{name}局长"))[1]
    assert kept_away(county, accused_by_them("柳溪县水利局。", "accused_organ"))[0] == {organ("lx-slj")}
    assert kept_away(county, accused_by_them("闻所未闻某")) == (set(), set(), True)


def test_two_of_one_name_are_both_kept_away(county: Peer) -> None:
    one, other = (at_organ(organ(key), "head").person or 0 for key in ("lx-slj", "qc-slj"))
    name = Person.objects.get(id=one).name
    Person.objects.filter(id=other).update(name=name)
    touch(POSTS)
    assert {one, other} <= kept_away(county, accused_by_them(name))[1]


def test_their_lines_about_a_report_lie_in_its_envelope_also_those_that_came_before(county: Peer) -> None:
    row = standing_there(lodge(text=WORDS).case)
    line = Line.objects.create(
        exchanged=row, seq=1, text=f"{WORDS}，已核实", act="note", at=MONDAY, repeat="{}", became="kept", came_at=MONDAY
    )
    assert WORDS in _lying(line)
    act(row.case, Act.CLASSIFY, "chenhao", classes={"1": {"kind": "accusation"}}, accused_organ=organ("qc-slj"))
    assert WORDS not in _lying(line)
    line.refresh_from_db()
    assert line.text == f"{WORDS}，已核实"  # no organ has a key yet: the program opens what its reader may read


def _lying(line: Line) -> str:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT text FROM channels_line WHERE id = %s", [line.id])
        return str(cursor.fetchone()[0])


def test_a_matter_of_which_a_part_lies_behind_a_report_does_not_leave(county: Peer) -> None:
    claims = (ClaimText(f"查处{WORDS}"), ClaimText("修路"))
    case = lodge(claims=claims, text=f"{WORDS}。路也坏了").case
    act(case.id, Act.SPLIT, "chenhao", claims=[1], reason=f"{WORDS}另案")
    child = Claim.objects.values_list("split_to", flat=True).get(case=case.id, seq=1) or 0
    act(child, Act.CLASSIFY, "chenhao", classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-zrzy"))
    row = standing_there(Case.objects.get(id=case.id))
    assert not tell(row, by_hand=True)
    row.refresh_from_db()
    assert (row.ready_at, row.fault) == (None, str(NOT_THIS_WAY)) and "举报" not in row.fault
    assert [each.stuck for each in known_sites()] == [0]


def test_whom_a_report_means_is_told_by_name_and_post_and_a_namesake_makes_it_uncertain() -> None:
    gaolei = Person.objects.get(username="gaolei")
    office = Post.objects.filter(person=gaolei.id).values_list("organ__name", flat=True)[0]
    assert meant(gaolei.name, [office]) == (gaolei.id, True)
    assert meant(gaolei.name, ["别处的一个局"]) == (None, False)  # somebody here is called so, and may be meant
    assert meant("这里没有的人", [office]) == (None, True) and meant("", [office]) == (None, False)
    assert (called("柳溪县教育局"), called("没有这个局"), called(None)) == (organ("lx-jyj"), None, None)
