"""Language and time zone of whoever asks, kept by the thread that answers them.

Django keeps both where a coroutine would find them as well, and a page asks for its language 330 times: that was a
tenth of the case page. Here a thread answers from end to end (``front.py``), so a thread's own drawer does.
"""

from __future__ import annotations

import threading

from django.utils import timezone
from django.utils.translation import trans_real


def keep_by_thread() -> None:
    """Once, before anything was asked."""
    for module in (trans_real, timezone):
        setattr(module, "_active", threading.local())  # noqa: B010  no stub knows the name
