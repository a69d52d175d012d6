"""The short address by which a matter is found again (短链接): number and code stand behind the #.

A browser sends what stands there to nobody: neither a log, nor a proxy, nor the next page's referrer holds it.
"""

from __future__ import annotations


def behind(address: str, number: str, code: str = "") -> str:
    """The address with number and code behind the #.

    :param address: of the page that reads them, as it is reached from outside.
    """
    return f"{address}#{number}{code}"
