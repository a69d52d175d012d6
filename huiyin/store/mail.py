"""Handing mail to the server (发信): every mail within a time limit, whatever the server does or does not say.

At least once: a process that dies between the server's word and our note of it sends the mail again, under the same
Message-ID, by which mailboxes know it as the same. Of a last day that a person might miss, twice is better than never.
"""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Sequence
from enum import Enum
from typing import Any, Final, NamedTuple

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from huiyin.store.lines import Within

#: Handing over one mail, with all answers of the server, may take so long, in seconds.
MAIL_WITHIN: Final = 30.0


class Became(Enum):
    """What became of a mail: ``REFUSED`` is for good, ``PUT_OFF`` concerns this mail, ``AWAY`` the server."""

    SENT = "sent"
    REFUSED = "refused"
    PUT_OFF = "put off"
    AWAY = "away"


class Handed(NamedTuple):
    """``why`` names the kind of fault only: the server's words may hold the address."""

    became: Became
    why: str = ""


def hand_over(mail: EmailMessage, backend: BaseEmailBackend) -> Handed:
    """Hand one mail to the server, and say what became of it; never raises for what a server may do."""
    try:
        backend.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as fault:
        return _refused(max((code for code, _ in fault.recipients.values()), default=450), "recipient")
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as fault:
        backend.close()
        return _refused(fault.smtp_code, type(fault).__name__)
    except ValueError:
        return Handed(Became.REFUSED, "not an address")
    except OSError as fault:
        # Every other fault of smtplib is an OSError, as is every fault of the network.
        backend.close()
        return Handed(Became.AWAY, type(fault).__name__)
    return Handed(Became.SENT)


def _refused(code: int, what: str) -> Handed:
    """A 5xx is for good, a 4xx may pass."""
    if code >= 500:
        return Handed(Became.REFUSED, f"{code} {what} refused")
    return Handed(Became.PUT_OFF, f"{code} {what} put off")


class Backend(EmailBackend):
    """Django's own, but a server that says one letter every nine seconds does not hold us up for hours."""

    _within: Within | None = None

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Its line is known from the first moment, or a greeting that never ends could not be cut short."""
        backend, kind = self, smtplib.SMTP_SSL if self.use_ssl else smtplib.SMTP

        class Line(kind):  # type: ignore[misc,valid-type]  # one of two classes
            def _get_socket(self, *args: Any) -> socket.socket:
                found: socket.socket = super()._get_socket(*args)
                if backend._within is not None:
                    backend._within.follow(found)
                return found

        return Line

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(self._sent(message) for message in email_messages)

    def _sent(self, message: EmailMessage) -> int:
        with Within(MAIL_WITHIN) as self._within:
            self._within.follow(getattr(self.connection, "sock", None))
            return super().send_messages([message]) or 0
