"""./run key: keys of clients, given, listed, turned and ended by an administrator."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huiyin.api.keys import CLIENTS, Given, Scope, end, give, turn
from huiyin.api.models import Key
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Role
from huiyin.people.account_acts import administered
from huiyin.people.models import Organ, Person
from huiyin.people.posts import actors_of
from huiyin.record.worlds import beijing_day
from huiyin.typed.wholes import row_id

ONCE = "This key is shown once and kept nowhere:"


class Command(BaseCommand):
    help = "Keys of clients (接口密钥): list, give, turn (another secret), end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="what", required=True)
        words.add_parser("list", help="every key, without its secret")
        new = words.add_parser("give", help="a new key; it is printed once")
        new.add_argument("kind", choices=sorted(CLIENTS), help="what kind of client")
        new.add_argument("--organ", required=True, help="the handle of its organ, as in the files")
        new.add_argument("--name", help="what its service account is called")
        new.add_argument("--scopes", nargs="+", choices=[scope.value for scope in Scope])
        new.add_argument("--roles", nargs="+", choices=[role.value for role in Role])
        new.add_argument("--days", type=int, default=365, help="so long is it good (365)")
        new.add_argument("--most", type=int, default=600, help="requests a minute (600)")
        for word, help_ in (("turn", "another secret; the old one opens for a week"), ("end", "it opens nothing more")):
            one = words.add_parser(word, help=help_)
            one.add_argument("key", help="its number, see list")
        for one in (new, words.choices["turn"], words.choices["end"]):
            one.add_argument("--by", required=True, help="the user name of the administrator who answers for it")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["what"]:
            case "list":
                self._list()
            case "give":
                self._give(options)
            case "turn":
                key = _key(options["key"])
                self._shown(turn(key, by=_administrator(options["by"], key.organ), at=timezone.now()))
            case "end":
                key = _key(options["key"])
                end(key, by=_administrator(options["by"], key.organ), at=timezone.now())
                self.stdout.write(f"{key.name} opens nothing any more.")

    def _list(self) -> None:
        organs = dict(Organ.objects.values_list("id", "short"))
        for key in Key.objects.order_by("organ", "id"):
            state = "ended" if key.ended_at else f"until {key.expires_at:%Y-%m-%d}"
            used = f"used on {key.used_on}" if key.used_on else "never used"
            self.stdout.write(f"{key.id}  {key.name}  {organs.get(key.organ)}  {key.scopes}  {state}, {used}")

    def _give(self, options: dict[str, Any]) -> None:
        client, organ = CLIENTS[options["kind"]], Organ.objects.filter(key=options["organ"]).first()
        if organ is None:
            raise CommandError(f"There is no organ with the handle {options['organ']}.")
        scopes = [Scope(each) for each in options["scopes"]] if options["scopes"] else client.scopes
        roles = [Role(each) for each in options["roles"]] if options["roles"] else client.roles
        by, life = _administrator(options["by"], organ.id), timedelta(days=options["days"])
        given = give(
            options["name"] or client.name, organ.id, scopes, roles, by=by, at=timezone.now(), life=life,
            most=options["most"],
        )  # fmt: skip
        self._shown(given)

    def _shown(self, given: Given) -> None:
        self.stdout.write(f"{ONCE}\n{given.text}\nGood until {given.key.expires_at:%Y-%m-%d}.")


def _key(number: str) -> Key:
    key = Key.objects.filter(id=row_id(number) or 0, ended_at=None).first()
    if key is None:
        raise CommandError("There is no key with this number; see ./run key list.")
    return key


def _administrator(username: str, organ: int) -> Actor:
    """Whoever looks after the accounts of that organ; nobody else gives a key to it."""
    today = beijing_day(timezone.now())
    person = Person.objects.filter(username=username, is_active=True).first()
    for actor in actors_of(person.id, on=today) if person else ():
        if organ in administered(actor, today):
            return actor
    raise CommandError(f"{username} is no administrator of that organ.")
