"""A matter that lives now: the cast's words, with the present for every act."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import ClaimKind
from tests.city import GROUNDS, OUTCOME, PETITION_CLASS, PROOF, Matter, at_organ, lodge, organ

TWO_CLAIMS = (
    ClaimText("恢复灌溉渠四十二米", "去年十月被占", "渠道是集体的"),
    ClaimText("赔偿去年减产损失3200元"),
)


def ago(**span: float) -> datetime:
    return timezone.now() - timedelta(**span)


class Life(Matter):
    """A matter whose acts happen a minute ago unless a test says when."""

    def do(self, act: str, by: str | Actor, at: datetime | None = None, **given: Any) -> Any:
        return super().do(act, by, at or ago(minutes=1), **given)

    @property
    def number(self) -> str:
        return str(self.row.number)

    @property
    def url(self) -> str:
        return f"/desk/cases/{self.number}"

    def at(self, role: str) -> Actor:
        """Whoever has the role at the organ that holds the matter."""
        return at_organ(self.row.holder, role, timezone.now())

    @property
    def outcome(self) -> dict[str, str]:
        """A supporting outcome, promised for a month from now."""
        return {**OUTCOME, "execute_by": (timezone.localdate() + timedelta(days=31)).isoformat()}

    def served(self, **outcome: str) -> Life:
        self.handled()
        self.do("propose", self.at("handler"), outcomes={"1": {**self.outcome, **outcome}}, **GROUNDS)
        self.do("sign", self.at("head"))
        self.issue(ago(minutes=1))
        proof: dict[str, Any] = {**PROOF, "served_on": timezone.localdate().isoformat()}
        self.do("serve", self.at("handler"), **proof)
        return self

    def transferred_at(self, at: datetime) -> Life:
        """With the county's water bureau since then."""
        self.do("classify", "chenhao", at, classes=PETITION_CLASS)
        self.do("transfer", "chenhao", at, to_organ=organ("lx-slj"), reason="水渠归县水利局管")
        return self

    def proposed(self) -> Life:
        self.handled()
        self.do("propose", self.at("handler"), outcomes={"1": self.outcome}, **GROUNDS)
        return self


def begin(at: datetime | None = None, **changes: Any) -> Life:
    return Life(lodge(at=at or ago(hours=1), **changes))


def bureau() -> str:
    """Who sorts at the city's bureau of labour: it leads people into arbitration, which the petition office may not."""
    from huiyin.people.models import Person

    sorter = at_organ(organ("qc-rsj"), "dispatcher", timezone.now())
    return str(Person.objects.values_list("username", flat=True).get(id=sorter.person))


def wages(text: str = "厂里拖欠工资三个月，不签劳动合同") -> Life:
    """Brought to that bureau itself."""
    return begin(by=bureau(), organ=organ("qc-rsj"), claims=(ClaimText(text),))


def report_on(key: str, **changes: Any) -> Life:
    """A report of wrongdoing about the organ with this handle."""
    claim = ClaimText("查处套取补贴的人", "虚报面积", kind=ClaimKind.ACCUSATION)
    teller = PartyText(Capacity.PETITIONER, Identity(name="李明", phone="13700001111"))
    accused = PartyText(Capacity.ACCUSED_ORGAN, Identity(name="被反映的单位"), organ=organ(key))
    return begin(claims=(claim,), parties=(teller, accused), **changes)
