"""Keys of clients: digests at rest, scopes, a post, an end, another secret, and a ledger that tells of all of it."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.client import Machine
from tests.api.client import Machine

pytestmark = pytest.mark.django_db


def by() -> Any:
    from django.utils import timezone

    from tests.city import actor

    return actor("fangqing", timezone.now())


def test_nothing_of_a_key_is_kept_that_opens_anything(office: Machine) -> None:
    from huiyin.api.models import Key

    secret = office.given.text.rpartition("_")[2]
    assert secret not in str(Key.objects.filter(id=office.given.key.id).values())


def test_without_a_good_key_nothing_is_answered_and_it_is_said_what_is_wanted(office: Machine) -> None:
    for word in ("", "Bearer x", f"Bearer {office.given.text}x", f"Basic {office.given.text}", "Bearer hy_1_x"):
        answer = office.browser.get("/api/v1/matters", headers={"Authorization": word})
        assert answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_key_is_good_for_its_scopes_alone(machine: Any) -> None:
    analyst = machine("analyst")
    answers = [analyst.post("/matters", {}), analyst.get("/matters")]
    assert [each.status_code for each in answers] == [403, 200] and answers[0].json()["scope"] == "file"
    assert answers[1].json() == {"items": []}  # an analyst reads no matter


def test_a_key_runs_out_and_is_ended(office: Machine) -> None:
    from django.utils import timezone

    from huiyin.api import keys
    from huiyin.api.models import Key

    key = office.given.key
    assert keys.opened_by(office.given.text, key.expires_at) is None
    keys.end(key, by=by(), at=timezone.now())
    assert office.get("/me").status_code == 401 and Key.objects.get(id=key.id).ended_at


def test_another_secret_leaves_a_week_to_change_over(office: Machine) -> None:
    from django.utils import timezone

    from huiyin.api import keys

    now = timezone.now()
    new = keys.turn(office.given.key, by=by(), at=now)
    opens = [
        keys.opened_by(text, now + timedelta(days=n)) is not None
        for text in (new.text, office.given.text)
        for n in (0, 8)
    ]
    assert opens == [True, True, True, False]


def test_what_is_done_to_keys_stands_in_the_ledger_and_is_verified(office: Machine) -> None:
    from django.utils import timezone

    from huiyin.api import keys
    from huiyin.api.models import Key
    from huiyin.people.models import AccountAct
    from huiyin.record.checking import verify

    keys.turn(office.given.key, by=by(), at=timezone.now())
    acts = AccountAct.objects.filter(person=office.given.key.person).order_by("id").values_list("what", flat=True)
    assert list(acts) == ["key", "key-turned"] and verify().sound
    Key.objects.filter(id=office.given.key.id).update(scopes="read act file unmask scim")
    assert not verify().sound


def test_a_client_that_asks_too_often_waits(machine: Any) -> None:
    slow = machine("office", most=6)
    answers = [slow.get("/me") for _ in range(8)]
    assert answers[-1].status_code == 429 and int(answers[-1].headers["Retry-After"]) > 0
    assert answers[0].status_code == 200


def test_a_token_is_drawn_with_a_key_and_ends_with_it(office: Machine) -> None:
    from django.utils import timezone

    from huiyin.api import keys

    number, _, secret = office.given.text.removeprefix("hy_").partition("_")
    shown = base64.b64encode(f"{number}:{secret}".encode()).decode()
    asked = {"grant_type": "client_credentials", "scope": "read"}
    answer = office.browser.post("/api/v1/oauth/token", asked, headers={"Authorization": f"Basic {shown}"})
    token = answer.json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert office.browser.get("/api/v1/me", headers=headers).json()["scopes"] == ["read"]
    assert office.browser.post("/api/v1/matters", "{}", "application/json", headers=headers).status_code == 403
    keys.end(office.given.key, by=by(), at=timezone.now())
    assert office.browser.get("/api/v1/me", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "client_credentials", "client_id": "1", "client_secret": "x"}, "invalid_client"),
    ],
)
def test_the_token_endpoint_says_no_in_the_words_of_its_standard(client: Any, said: dict[str, str], error: str) -> None:
    assert client.post("/api/v1/oauth/token", said).json() == {"error": error}


def test_a_machine_is_nobody_to_give_a_matter_to(office: Machine) -> None:
    from django.utils import timezone

    from huiyin.people.posts import people_of
    from tests.city import organ

    here = {member.person for member in people_of(organ("qc-xfj"), on=timezone.localdate())}
    assert office.given.key.person not in here


def test_the_administrator_gives_and_ends_keys_by_a_command(db: None) -> None:
    from io import StringIO

    from django.core.management import CommandError, call_command

    out = StringIO()
    call_command("key", "give", "office", "--organ", "qc-xfj", "--by", "fangqing", stdout=out)
    text = out.getvalue().splitlines()[1]
    number = text.removeprefix("hy_").partition("_")[0]
    call_command("key", "end", number, "--by", "fangqing", stdout=out)
    call_command("key", "list", stdout=out)
    assert "ended" in out.getvalue()
    with pytest.raises(CommandError, match="no administrator"):
        call_command("key", "give", "office", "--organ", "qc-xfj", "--by", "chenhao", stdout=out)


def test_an_analyst_reads_the_figures_of_the_desk_and_no_matter(machine: Any) -> None:
    from django.utils import timezone

    from huiyin.insights.figures import figures
    from huiyin.people.posts import actor_of

    analyst, today = machine("analyst"), timezone.localdate()
    key = analyst.given.key
    found = figures(actor_of(key.person, on=today, organ=key.organ), today, today.replace(month=1, day=1))
    told = analyst.get(f"/figures?since={today.year}-01-01").json()
    assert told["received"] == found.received and told["answered"]["whole"] == found.answered.whole
    assert analyst.get("/figures?since=nonsense").status_code == 422


def test_whoever_shows_a_good_key_may_send_a_large_paper_and_nobody_else(office: Machine, machine: Any) -> None:
    from huiyin.house.weighing import STRANGER, allowed

    large, none, reading = (
        allowed("/api/v1/materials", "", header)
        for header in (office.headers["Authorization"], "Bearer hy_1_x", machine("analyst").headers["Authorization"])
    )
    assert large > 50 * STRANGER and none == reading == STRANGER


def test_an_administrator_gives_no_password_to_a_machine(office: Machine) -> None:
    from django.utils import timezone

    from huiyin.people.account_acts import accounts_of

    listed = accounts_of([office.given.key.organ], timezone.localdate()).values_list("id", flat=True)
    assert office.given.key.person not in list(listed)


def test_the_page_of_the_description_asks_for_nothing_elsewhere(client: Any) -> None:
    page, script = client.get("/api/v1/docs"), client.get("/api/v1/redoc.js")
    assert "://" not in page.content.decode() and b"cdn.redoc" not in script.content
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("day", ["0", "1767225600", "2026-1-1", "20260101", "2026-01-01T00:00:00"])
def test_a_day_is_written_out_and_no_count_of_seconds(machine: Any, day: str) -> None:
    analyst = machine("analyst")
    assert analyst.get(f"/figures?until={day}").status_code == 422


@pytest.mark.parametrize("said", [0, 1, "3", "true", True, 1.5, [1]], ids=repr)
def test_a_number_is_a_number_and_yes_is_yes_in_every_member_of_a_filing(office: Machine, said: object) -> None:
    from huiyin.api.matters.filing import Filing
    from tests.api.client import FILING

    taken = []
    for name, drawn in Filing.model_json_schema()["properties"].items():
        kinds = {each.get("type") for each in (drawn, *drawn.get("anyOf", ()))} & {"boolean", "integer"}
        fits = {bool: "boolean", int: "integer"}.get(type(said)) in kinds and said != 0
        if kinds and not fits and office.post("/matters", {**FILING, name: said}).status_code != 422:
            taken.append(name)
    assert taken == []


def test_a_matter_of_a_day_before_any_law_of_petitions_is_refused_in_words(office: Machine) -> None:
    from tests.api.client import FILING

    answer = office.post("/matters", {**FILING, "received_at": "2000-01-01T00:00:00Z"})
    assert answer.status_code == 409 and "信访法规" in answer.content.decode()


def test_a_key_of_once_that_cannot_be_read_is_refused_and_nothing_is_filed_under_none(office: Machine) -> None:
    from huiyin.cases.models import Case
    from tests.api.client import FILING

    before = Case.objects.count()
    assert office.post("/matters", FILING, Idempotency_Key="\u00ef\u00bf\u00bd").status_code == 422
    assert Case.objects.count() == before
