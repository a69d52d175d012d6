"""Which way reaches a person (告知方式): data of the party, chosen at filing, changed by themselves at any time.

Whoever chose none is told by what they gave: the number first, then the mailbox, then the address. A way that failed
is not used again for them until they say something else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from huiyin.cases.models import Party
from huiyin.channels.registry import WrongChannels, carrying
from huiyin.law.words import P, Phrase


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach somebody.

    :param needs: the field of their identity it goes to; empty for looking oneself.
    :param listed: a clerk carries it out from a list; otherwise a connection, or the mail server, does.
    :param rings: it may wake somebody, and keeps quiet hours.
    """

    key: str
    label: Phrase
    needs: str = ""
    listed: bool = False
    rings: bool = False


PORTAL, SMS, VOICE, PHONE, EMAIL, LETTER = "portal", "sms", "voice", "phone", "email", "letter"
#: Reaches no person of the matter but an organ's own work group (huiyin.channels.groups).
GROUP: Final = "group"
WAYS: Final[Mapping[str, Way]] = {
    each.key: each
    for each in (
        Way(SMS, P("短信"), "phone", rings=True),
        Way(VOICE, P("语音电话"), "phone", rings=True),
        Way(PHONE, P("打电话"), "phone", listed=True),
        Way(EMAIL, P("电子邮件"), "email"),
        Way(LETTER, P("寄信"), "address", listed=True),
        Way(PORTAL, P("自己上网看")),
    )
}
#: How ways were once called.
OLDER: Final[Mapping[str, str]] = {"paper": LETTER, "post": LETTER}
#: What is asked of a person who files, in their own words; the first is what happens if they choose nothing.
ASKED: Final = {
    "": _("用我上面留的办法：先电话，没有再用邮箱、住址"),
    SMS: _("发短信给我"),
    VOICE: _("电脑打电话，念给我听"),
    PHONE: _("打电话告诉我"),
    EMAIL: _("发电子邮件"),
    LETTER: _("寄信给我"),
    PORTAL: _("不用告诉，我自己上网看"),
}
#: Whoever reports wrongdoing and chooses nothing is called and told by no other way, see :func:`way_of`.
#: Nor by a machine that speaks to whoever answers.
_ASKED_WHO_REPORTS: Final = {
    way: label for way, label in {**ASKED, "": _("没有选：只打我留的电话")}.items() if way != VOICE
}
#: What only a gateway carries: offered where one is connected.
BY_GATEWAY: Final = frozenset({SMS, VOICE})
#: The same for a clerk who writes down what somebody wishes.
WRITTEN: Final = {
    "": _("没有说：用留下的电话、邮箱、住址"),
    SMS: _("短信"),
    VOICE: _("语音电话"),
    PHONE: _("打电话"),
    EMAIL: _("电子邮件"),
    LETTER: _("寄信"),
    PORTAL: _("自己上网看"),
}


def asked_of(report: bool) -> Mapping[str, object]:
    """What a person is asked, in their own words."""
    return _ASKED_WHO_REPORTS if report else ASKED


def choices(words: Mapping[str, object]) -> list[tuple[str, object]]:
    """What may be chosen here: text messages and voice calls only where a gateway is connected."""
    return [(key, label) for key, label in words.items() if key not in BY_GATEWAY or carried(key)]


def carried(way: str) -> bool:
    """Whether something carries this way here."""
    try:
        return way in (PHONE, EMAIL, LETTER, PORTAL) or carrying(way) is not None
    except WrongChannels:
        return False


def needed(way: str) -> str:
    """The field that must be filled for a way that was chosen; empty if none."""
    found = WAYS.get(way)
    return found.needs if found else ""


def way_of(party: Party, *, report: bool = False, mobile: bool = False, failed: Collection[str] = ()) -> Way:
    """The way by which this person is told now.

    :param report: of a report of wrongdoing nobody is told by a way they did not choose, but for a call to themselves.
    :param mobile: their number takes text messages.
    :param failed: ways by which a notice came back.
    """
    chosen = OLDER.get(party.way, party.way)
    usable = [way for way in _given(party, report and not chosen, mobile) if way not in failed and carried(way)]
    if chosen == PORTAL:
        return WAYS[PORTAL]
    allowed = chosen in WAYS and chosen not in failed and not (report and chosen == VOICE)
    if allowed and carried(chosen) and getattr(party, WAYS[chosen].needs):
        return WAYS[chosen]
    if chosen in BY_GATEWAY and party.phone and PHONE not in failed:
        return WAYS[PHONE]
    return WAYS[usable[0]] if usable and (not chosen or chosen in failed) else WAYS[PORTAL]


def _given(party: Party, careful: bool, mobile: bool) -> Iterator[str]:
    """The ways that what they gave allows, best first."""
    if party.phone and mobile and not careful:
        yield SMS
    if party.phone:
        yield PHONE
    if not careful:
        if party.email:
            yield EMAIL
        if party.address:
            yield LETTER
