"""./run exchange: pair with another Huiyin site, see how it fares, send again; in plain words, with what to do."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from huiyin.cases.asked import for_the_operator
from huiyin.cases.models import Case
from huiyin.channels.adapter import Connection
from huiyin.channels.exchange.adapter import check
from huiyin.channels.exchange.models import Exchanged, Line, Site
from huiyin.channels.exchange.pairing import connected, own_key, pair, place, revoke, turn_own
from huiyin.channels.exchange.protocol import card_of, read_card
from huiyin.channels.exchange.sending import try_again
from huiyin.vault.errors import EnvelopeRefused
from huiyin.wording.words import moment

WHAT = ("pair", "list", "check", "send", "turn", "revoke", "journal")


class Command(BaseCommand):
    help = "pair NAME [CARD], list, check [NAME], send [NUMBER], turn, revoke NAME, journal NUMBER"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=WHAT)
        parser.add_argument("name", nargs="?", default="", help="of a connection; of send and journal a number")
        parser.add_argument("card", nargs="?", default="", help="the card of the other site, as it was given to you")

    def handle(self, *args: Any, what: str, name: str, card: str, **options: Any) -> None:
        try:
            {
                "pair": self._pair, "list": self._list, "check": self._check, "send": self._send, "turn": self._turn,
                "revoke": self._revoke, "journal": self._journal,
            }[what](name, card)  # fmt: skip
        except EnvelopeRefused as fault:
            raise CommandError(str(fault)) from None

    def _pair(self, name: str, card: str) -> None:
        connection, own = _connection(name), card_of(own_key())
        self.stdout.write(f"本站的名片（发给对方的管理员，不是秘密）：\n{own.text}\n指纹：{own.fingerprint}")
        if not card:
            self.stdout.write(f"对方的名片到了以后，运行：./run exchange pair {name} 对方的名片")
            return
        try:
            theirs = read_card(card)
        except ValueError:
            raise CommandError("这不是名片。名片以 hyx1- 开头，是一个词，请整个复制。") from None
        if theirs == own:
            raise CommandError("这是本站自己的名片，要用对方的。")
        pair(connection, theirs, timezone.now())
        self.stdout.write(f"已经记下{name}。对方的指纹：{theirs.fingerprint}")
        self.stdout.write("请打电话和对方念一遍两个指纹；有一位不同，就运行 ./run exchange revoke 并重来。")

    def _list(self, name: str, card: str) -> None:
        there = connected()
        if not there:
            self.stdout.write("还没有接通别的系统。样子见 docs/channels/exchange.md。")
        sites = {row.name: row for row in Site.objects.all()}
        for each in there:
            rows = Exchanged.objects.filter(site=each.name)
            self.stdout.write(f"{each.name}  {_state(sites.get(each.name))}  {rows.count()} 件")
            for row in rows.exclude(fault="").order_by("begun_at"):
                self.stdout.write(f"  ■ {_number(row)}：{row.fault}")
            for line in Line.objects.filter(exchanged__site=each.name, became="refused").select_related("exchanged"):
                told = f"对方第 {line.seq} 步没有照做：{line.reason}"
                self.stdout.write(f"  ■ {_number(line.exchanged)}：{told} 请看这一件，按实际情况补办。")

    def _check(self, name: str, card: str) -> None:
        chosen = [_connection(name)] if name else connected()
        well = True
        for each in chosen:
            self.stdout.write(each.name)
            for one in check(each):
                self.stdout.write(f"  {'✓' if one.well else '■'} {one.said} {one.todo}".rstrip())
                well = well and one.well
        if not well:
            raise CommandError("有不能用的，照上面说的做，再查一次。")

    def _send(self, name: str, card: str) -> None:
        which = Q(case=for_the_operator(name)) if name else ~Q(fault="")
        count = try_again(which, timezone.now())
        self.stdout.write(f"{count} 件会马上再发一次。")

    def _turn(self, name: str, card: str) -> None:
        own = card_of(turn_own())
        self.stdout.write(f"换了一对钥匙（{place()}）。新的指纹：{own.fingerprint}")
        self.stdout.write("已经结对的会在下一次说话时知道；七天以内旧的也认。运行 ./run exchange check 马上告诉它们。")

    def _revoke(self, name: str, card: str) -> None:
        if not revoke(name, timezone.now()):
            raise CommandError(f"没有和“{name}”结对。")
        self.stdout.write(f"已经断开{name}：不收它的，也不发给它。已经在两边的事项，两边各自还在。")

    def _journal(self, name: str, card: str) -> None:
        """What the other site's journal of a matter was, byte for byte, for verifier/verify_journal.py."""
        row = Exchanged.objects.filter(case=for_the_operator(name)).first()
        if row is None:
            raise CommandError(f"没有编号是“{name}”、又在别的系统的事项。")
        self.stdout.write(row.proof)
        for line in row.lines.order_by("seq"):
            self.stdout.write(line.text)


def _connection(name: str) -> Connection:
    found = next((each for each in connected() if each.name == name), None)
    if found is None:
        names = "、".join(each.name for each in connected()) or "（还没有）"
        raise CommandError(f"channels.yaml 里没有叫“{name}”、adapter 是 exchange 的渠道。有：{names}")
    return found


def _state(site: Site | None) -> str:
    if site is None:
        return "■ 还没有结对：./run exchange pair"
    if site.revoked_at:
        return f"■ {moment(site.revoked_at)}断开了"
    return "✓ " + (f"最近一次{moment(site.seen_at)}" if site.seen_at else "已结对，对方还没有来过")


def _number(row: Exchanged) -> str:
    return Case.objects.values_list("number", flat=True).get(id=row.case)
