"""The adapter of voice calls (语音电话): a gateway rings the number, a line at home as well, and reads a sentence out.

Whoever answers hears it: the sentence has no number of the matter, and of a report of wrongdoing nobody is rung.
"""

from __future__ import annotations

from typing import Final

from huiyin.channels.adapter import Adapter, Outward
from huiyin.channels.gateways import SETTINGS, check, sending
from huiyin.channels.ways import VOICE
from huiyin.law.words import P

#: A telephone that rings again and again frightens people.
TRIES: Final = 3
VOICE_ADAPTER: Final = Adapter("voice", P("语音电话"), SETTINGS, check, outward=Outward(VOICE, sending, TRIES))
