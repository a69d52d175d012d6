"""What the web server tells the desk when it asks for a browser that listens; known to both, and free of any table."""

from __future__ import annotations

from typing import Any, Final

#: Where the web server puts what it asks; no header of a request can come to stand there.
ASKED: Final = "huiyin.live"


def told(**asked: Any) -> dict[str, Any]:
    """What is added to a request made for a listening browser: the new records by kind. Nobody is kept awake by it."""
    return {ASKED: asked, "HTTP_X_BY_ITSELF": "1"}
