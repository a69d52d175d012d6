"""An adapter (接口): one way in, out, or both, as a value; and a channel that is connected by it (接通的渠道).

One folder per adapter. What each must keep is written down in tests/channels/test_contract.py, which all of them pass:
what comes in is kept byte for byte before anything else; the same thing twice is one; what fails is tried again, then
shown to a person with what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from huiyin.law.words import P, Phrase
from huiyin.media.apart.limits import MB, Limits
from huiyin.store.mail import Became

if TYPE_CHECKING:
    from huiyin.channels.arrivals.models import Arrival

#: What a reader of strangers' bytes may take, unless its adapter knows better.
LIMITS: Final = Limits(memory=768 * MB, seconds=20, patience=60.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of a connection in the file of channels.

    :param kind: what is allowed, in words; ``parse`` gives the value, or ValueError or KeyError.
    :param needed: without it the connection is not opened.
    :param secret: it opens something, and no command shows it.
    """

    name: str
    kind: str
    parse: Callable[[Any], Any]
    doc: str
    default: str = ""
    needed: bool = False
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Connection:
    """A channel that is connected: a mailbox, a gateway, a folder.

    :param name: how commands and pages call it; the bytes that came by it are known under this name, so it stays.
    :param organ: key of the organ that receives by it or sends with it.
    :param values: its settings by name.
    """

    name: str
    adapter: str
    organ: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


#: Nothing need be done.
NOTHING: Final = P("")


@dataclass(frozen=True, slots=True)
class Looked:
    """What a check found: one plain sentence, and what to do if it is not well."""

    well: bool
    said: Phrase
    todo: Phrase = NOTHING


class Fault(Exception):
    """Something outside will not do what it should; ``said`` and ``todo`` are for a person.

    Neither holds words of the other side: an error of a mail server may hold an address.
    """

    def __init__(self, said: Phrase, todo: Phrase) -> None:
        super().__init__(str(said))
        self.said, self.todo = said, todo


def _alone(read: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Nothing hangs on it."""
    return read


class Take(Protocol):
    """Takes in what came: its bytes, the source's mark of it, when it came. It is safe when this returns."""

    def __call__(self, data: bytes, mark: str, at: datetime, fault: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Inward:
    """How things come in.

    :param fetch: brings what is there, having told the source only of what was taken; then, if it is to wait, waits for
        more. It returns when it is asked to stop, or after some minutes. :class:`Fault` tells what is wrong outside.
    :param reader: the module that reads it in a process apart (huiyin.media.apart.child); it answers with one message
        whose body is JSON.
    :param key: what makes two of them the same thing, from what was read; empty if only the same bytes are.
    :param settle: what becomes of it once it is read; done again after a crash, to the same effect.
    :param words: of what was read what a clerk sees of the whole; if it reads as a report, whoever may be meant does
        not see it (huiyin.cases.withheld).
    :param beside: what was read, with what stands in that which hangs on it; from the bytes that came.
    """

    fetch: Callable[[Connection, Take, Callable[[], bool], bool], None]
    reader: str
    key: Callable[[Mapping[str, Any]], str]
    settle: Callable[[Arrival, Mapping[str, Any], datetime], None]
    words: Callable[[Mapping[str, Any]], str]
    limits: Limits = LIMITS
    beside: Callable[[dict[str, Any], bytes], dict[str, Any]] = _alone


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to one person: a title, a body and where to; never anything of the matter itself.

    :param mark: the same for the same notice however often it is sent, by which the other side knows it again.
    :param answers: whether the person may answer it: of a report of wrongdoing nobody is invited to write.
    :param act: the kind of step, for gateways that only send templates they know.
    :param fields: what such a template may be filled with.
    """

    to: str
    title: str
    body: str
    mark: str
    answers: bool = False
    act: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


class Result(NamedTuple):
    """What became of one message: the other side's own mark of it, and what it costs, in fen.

    :param why: the kind of fault only; the other side's words may hold the address.
    """

    became: Became
    why: str = ""
    reference: str = ""
    cost: int = 0


#: Hands one message over; never raises for what the other side may do.
Send = Callable[[Message], Result]


@dataclass(frozen=True, slots=True)
class Outward:
    """How things go out.

    :param way: what reaches the person by it, a key of huiyin.channels.ways.
    :param sending: opens the line for several messages.
    :param tries: so often one message is sent that is answered by something other than yes; 0 has no end. Where each
        costs and rings, an answer that is not understood must not be asked for again and again.
    """

    way: str
    sending: Callable[[Connection | None], AbstractContextManager[Send]]
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Adapter:
    """One kind of channel.

    :param check: looks whether a connection works; asks the other side, changes nothing there.
    """

    name: str
    label: Phrase
    settings: tuple[Setting, ...]
    check: Callable[[Connection], Iterable[Looked]]
    inward: Inward | None = None
    outward: Outward | None = None
