"""What a browser calls itself, as its owner would say it: "Chrome · Windows". Enough to know one's own device again."""

from __future__ import annotations

from typing import Final

#: The first that is named counts: most browsers also name those they are made of.
BROWSERS: Final = (
    ("Edg", "Edge"), ("QQBrowser", "QQ"), ("MicroMessenger", "微信"), ("360", "360"), ("UCBrowser", "UC"),
    ("HuaweiBrowser", "Huawei"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS: Final = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("UOS", "UOS"), ("Kylin", "Kylin"), ("Linux", "Linux"),
)  # fmt: skip


def label(agent: str) -> str:
    """Browser and system by their own names; what cannot be told is left out.

    :param agent: the header ``User-Agent``.
    """
    told = (next((name for sign, name in kinds if sign in agent), "") for kinds in (BROWSERS, SYSTEMS))
    return " · ".join(filter(None, told))
