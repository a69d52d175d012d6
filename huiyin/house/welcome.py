"""What `./run up` says when the site is about to open: where it is and, in demo mode, who may sign in."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import east_asian_width

from huiyin.gate import first
from huiyin.house import demo
from huiyin.house.config import ROOT, Config
from huiyin.house.demo import keys
from huiyin.people.models import Person

GAP = "  "
REST = "  The other accounts are in data/demo/people.csv."
HEADINGS = ("role 角色", "organ 单位", "name 姓名", "sign in as 用户名", "password 密码")
KEYS = ("client 接口客户端", "scopes 权限", "key 密钥")
MATTERS = ("matter 编号", "query code 查询码", "about 事项")
DEMO = ROOT / "data" / "demo" / "people.csv"


def text(config: Config) -> str:
    """The greeting, with a table of the demonstration accounts when there are any."""
    host = f"[{config.host}]" if ":" in config.host else config.host
    # In production it answers to its own name alone.
    site = config.site_url.rstrip("/") or f"http://{host}:{config.port}"
    head = [f"Huiyin 回音 ({config.mode})", "", f"  people 群众  {site}/", f"  staff 工作人员  {site}/desk/"]
    head.append(f"  machines 接口  {site}/api/v1/docs")
    if first.is_open():
        head += ["", f"  begin 开办    {site}/desk/first", f"  code 开办用的码  {first.code()}"]
    accounts = rows()
    table = ["", *("  " + line for line in aligned([HEADINGS, *accounts])), "", REST] if accounts else []
    return "\n".join(["", *head, *table, *matters(), *machines(config), "", "Ctrl-C ends it.", ""])


def matters() -> list[str]:
    """A few matters of the demonstration to follow as their petitioners do."""
    found = [(example.number, example.code, example.title) for example in demo.examples()]
    return ["", *("  " + line for line in aligned([MATTERS, *found]))] if found else []


def machines(config: Config) -> list[str]:
    """A key for each kind of client; in the demonstration alone, where nothing is at stake."""
    found = list(keys.shown()) if config.mode == "demo" else []
    return ["", *("  " + line for line in aligned([KEYS, *found]))] if found else []


def rows() -> list[tuple[str, ...]]:
    """One account for each role, the demonstration city's leading persons first."""
    with DEMO.open(encoding="utf-8") as file:
        passwords = {line["username"]: line["password"] for line in csv.DictReader(file)}
    people = Person.objects.filter(is_demo=True, is_active=True).prefetch_related("posts__organ")
    known = {person.username: person for person in people}
    cast = (known[username] for username in passwords if username in known)
    return [row(person, passwords[person.username]) for person in one_for_each_role(cast)]


def one_for_each_role(people: Iterable[Person]) -> Iterator[Person]:
    shown: set[str] = set()
    for person in people:
        roles = {post.role for post in person.posts.all()}
        if not roles <= shown:
            shown |= roles
            yield person


def row(person: Person, password: str) -> tuple[str, ...]:
    posts = person.posts.all()
    roles = ", ".join(sorted({post.role for post in posts}))
    organs = ", ".join(sorted({post.organ.short for post in posts}))
    return roles, organs, person.name, person.username, password


def aligned(table: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines of a table whose columns stand straight in a terminal, where a Chinese character is two wide."""
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    for cells in table:
        padded = (cell + " " * (size - width(cell)) for cell, size in zip(cells, widths, strict=True))
        yield GAP.join(padded).rstrip()


def width(cell: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in cell)
