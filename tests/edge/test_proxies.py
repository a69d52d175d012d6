"""What a visitor may not make the site believe, through nginx and through HAProxy."""

from __future__ import annotations

import re
import socket
import ssl
import time
from contextlib import closing, suppress

import pytest

from tests.edge.conftest import NAME, Behind

TOKEN = "t" * 32
HEAD = f"Host: {NAME}\r\nCookie: csrftoken={TOKEN}\r\nOrigin: https://{NAME}\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
WISH = f"theme=dark&next=/&csrfmiddlewaretoken={TOKEN}"
HIDDEN = "GET /verify/?n=SMUGGLED HTTP/1.1\r\nHost: " + NAME + "\r\nX-Hidden: yes\r\n\r\n"
PATIENCE = 8.0


def heard(behind: Behind, *said: str | bytes) -> bytes:
    """What comes back for these bytes until the proxy hangs up, or says nothing more."""
    behind.relay.forget()
    answer = bytearray()
    with closing(_line_to(behind)) as line, suppress(TimeoutError, OSError):
        for piece in said:
            line.sendall(piece.encode("latin-1") if isinstance(piece, str) else piece)
        while piece := line.recv(65536):
            answer += piece
            if piece.endswith((b"</html>\n", b"0\r\n\r\n")):
                line.settimeout(1.5)
    time.sleep(0.1)
    return bytes(answer)


def _line_to(behind: Behind) -> ssl.SSLSocket:
    trusting = ssl.create_default_context(cafile=str(behind.trusted))
    trusting.set_alpn_protocols(["http/1.1"])
    plain = socket.create_connection(("127.0.0.1", behind.port), timeout=PATIENCE)
    return trusting.wrap_socket(plain, server_hostname=NAME)


def wish(*more: str) -> str:
    """A form that the site answers with a cookie, which is marked when the site believes the line encrypted."""
    told = "".join(f"{each}\r\n" for each in more)
    length = f"Content-Length: {len(WISH)}\r\n"
    return f"POST /preferences/ HTTP/1.1\r\n{HEAD}{FORM}{told}{length}Connection: close\r\n\r\n{WISH}"


def told_of(behind: Behind, name: str) -> list[str]:
    """The values of a header as they reached the site."""
    return [value.strip() for value in re.findall(rf"(?im)^{name}:([^\r]*)\r$", behind.relay.asked.decode("latin-1"))]


def test_a_page_opens_through_the_proxy(behind: Behind) -> None:
    assert heard(behind, f"GET / HTTP/1.1\r\n{HEAD}Connection: close\r\n\r\n").startswith(b"HTTP/1.1 200")


def test_the_site_knows_that_the_visitors_line_is_encrypted(behind: Behind) -> None:
    answer = heard(behind, wish())
    assert (answer[:12], b"secure" in answer.lower()) == (b"HTTP/1.1 303", True)


FORGED = (
    "X-Forwarded-For: 1.2.3.4",
    "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: 5.6.7.8",
    "X_Forwarded_For: 1.2.3.4",
    "X-Forwarded_For: 1.2.3.4",
    "x-forwarded-for: 1.2.3.4\r\nX_FORWARDED_FOR: 5.6.7.8",
    "X-Forwarded-For:1.2.3.4,5.6.7.8",
    "Forwarded: for=1.2.3.4;proto=http",
    "X-Real-IP: 1.2.3.4",
)


@pytest.mark.parametrize("forged", FORGED)
def test_the_only_address_that_arrives_is_the_one_the_proxy_saw(behind: Behind, forged: str) -> None:
    heard(behind, wish(forged))
    assert told_of(behind, "X-Forwarded-For") == ["127.0.0.1"]
    assert told_of(behind, "X[_-]Forwarded_For") == told_of(behind, "X_Forwarded[_-]For") == []
    assert told_of(behind, "Forwarded") in ([], [""])


@pytest.mark.parametrize("forged", FORGED)
def test_of_two_proxies_each_tells_whom_it_saw_and_nothing_that_was_invented(behind_two: Behind, forged: str) -> None:
    answer = heard(behind_two, wish(forged, "X-Forwarded-Proto: http"))
    assert (answer[:12], b"secure" in answer.lower()) == (b"HTTP/1.1 303", True)
    assert told_of(behind_two, "X-Forwarded-For") == ["127.0.0.1, 127.0.0.1"]
    assert told_of(behind_two, "X[_-]Forwarded_For") == told_of(behind_two, "X_Forwarded[_-]For") == []
    assert told_of(behind_two, "X-Forwarded-Proto") == ["https"]


@pytest.mark.parametrize("forged", ["X-Forwarded-Proto: http", "X_Forwarded_Proto: http", "x-forwarded-proto: gopher"])
def test_encryption_is_told_by_the_proxy_alone(behind: Behind, forged: str) -> None:
    answer = heard(behind, wish(forged))
    assert (told_of(behind, "X-Forwarded-Proto"), b"secure" in answer.lower()) == (["https"], True)


def test_a_site_of_another_name_is_not_opened(behind: Behind) -> None:
    answer = heard(behind, "GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n")
    assert not answer.startswith(b"HTTP/1.1 200") and not behind.relay.asked.count(b"elsewhere.example")


CHUNKED = "Transfer-Encoding: chunked\r\n"
NONE = "0\r\n\r\n" + HIDDEN
ONE = f"{len(HIDDEN):x}\r\n{HIDDEN}\r\n0\r\n\r\n"


def post(headers: str, body: str) -> str:
    return f"POST /preferences/ HTTP/1.1\r\n{HEAD}{FORM}{headers}\r\n{body}"


SMUGGLED = {
    "length before chunks": post(f"Content-Length: {len(NONE)}\r\n{CHUNKED}", NONE),
    "chunks before length": post(f"{CHUNKED}Content-Length: 4\r\n", ONE),
    "two lengths": post(f"Content-Length: 0\r\nContent-Length: {len(HIDDEN)}\r\n", HIDDEN),
    "two lengths in one": post(f"Content-Length: 0, {len(HIDDEN)}\r\n", HIDDEN),
    "a length with a sign": post("Content-Length: +0\r\n", HIDDEN),
    "a length in hexadecimal": post("Content-Length: 0x0\r\n", HIDDEN),
    "a length beyond all numbers": post("Content-Length: 18446744073709551616\r\n", HIDDEN),
    "chunks under a name with a blank": post(f"Transfer-Encoding : chunked\r\nContent-Length: {len(NONE)}\r\n", NONE),
    "chunks under a name with an underscore": post(
        f"Transfer_Encoding: chunked\r\nContent-Length: {len(NONE)}\r\n", NONE
    ),
    "chunks behind a tab": post(f"Transfer-Encoding:\tchunked\r\nContent-Length: {len(NONE)}\r\n", NONE),
    "chunks with a sign before": post(f"Transfer-Encoding: \x0bchunked\r\nContent-Length: {len(NONE)}\r\n", NONE),
    "chunks on a folded line": post(f"Transfer-Encoding:\r\n chunked\r\nContent-Length: {len(NONE)}\r\n", NONE),
    "chunks of an unknown kind": post(f"Transfer-Encoding: xchunked\r\nContent-Length: {len(NONE)}\r\n", NONE),
    "chunks and then as it is": post(f"Transfer-Encoding: chunked, identity\r\nContent-Length: {len(NONE)}\r\n", NONE),
    "chunks told twice": post(f"{CHUNKED}Transfer-Encoding: identity\r\nContent-Length: {len(NONE)}\r\n", NONE),
    "a chunk beyond all numbers": post(CHUNKED, f"FFFFFFFFFFFFFFFF0\r\n\r\n{HIDDEN}"),
    "a chunk whose line ends bare": post(CHUNKED, f"1;a\nb\r\n0\r\n\r\n{HIDDEN}"),
    "lines that end bare": post(f"Content-Length: {len(HIDDEN)}\n{CHUNKED}", NONE).replace("\r\n", "\n"),
    "a header on a folded line": post(f"X-Note: a\r\n Content-Length: 0\r\nContent-Length: {len(HIDDEN)}\r\n", HIDDEN),
    "a header with a zero in its name": post(f"Content-Length\x00: 0\r\nContent-Length: {len(HIDDEN)}\r\n", HIDDEN),
    "a blank before the first header": f"POST /preferences/ HTTP/1.1\r\n {CHUNKED}{HEAD}{FORM}\r\n{NONE}",
    "a body where none belongs": f"GET / HTTP/1.1\r\n{HEAD}Content-Length: {len(HIDDEN)}\r\n\r\n{HIDDEN}",
    "an older protocol with chunks": post(CHUNKED, NONE).replace("HTTP/1.1", "HTTP/1.0"),
}


@pytest.mark.parametrize("case", SMUGGLED)
def test_no_request_reaches_the_site_that_the_proxy_did_not_see(behind: Behind, case: str) -> None:
    """Whatever the site answered as a request of its own, the proxy sent with its own word in the head."""
    heard(behind, SMUGGLED[case])
    asked, answered = behind.relay.asked.decode("latin-1"), bytes(behind.relay.answered)
    seen_by_proxy = re.findall(
        r"GET /verify/\?n=SMUGGLED HTTP/1\.1\r\n(?:[^\r]+\r\n)*?x-forwarded-for: 127", asked, re.I
    )
    assert answered.count(b'value="SMUGGLED"') <= len(seen_by_proxy)
    assert b"HTTP/1.1 5" not in answered


@pytest.mark.parametrize("case", SMUGGLED)
def test_the_site_alone_answers_them_without_a_fault(site: int, case: str) -> None:
    with socket.create_connection(("127.0.0.1", site), timeout=3.0) as line:
        line.sendall(SMUGGLED[case].encode("latin-1"))
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert b"HTTP/1.1 5" not in answer


def test_too_much_is_refused_early_and_what_was_typed_comes_back(behind: Behind) -> None:
    part = '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n渠道被占，春耕用不上水。\r\n'.encode()
    files = '--b\r\nContent-Disposition: form-data; name="papers"; filename="a.jpg"\r\n\r\n'
    kind = "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000000\r\nConnection: close\r\n"
    answer = heard(behind, f"POST /submit/ HTTP/1.1\r\n{HEAD}{kind}\r\n", part, files, bytes(3 * 1024**2))
    assert (answer[:12], "渠道被占".encode() in answer) == (b"HTTP/1.1 413", True)
    assert len(behind.relay.asked) < 8 * 1024**2
