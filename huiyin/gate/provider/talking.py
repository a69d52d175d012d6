"""What is said with the service: where it is, what a code is worth, and whether what it says is its own.

The flow and the signatures are Authlib's and joserfc's; no cryptography here is ours.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from django.utils.crypto import constant_time_compare
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from huiyin.gate.provider.settings import Provider

SECONDS: Final = 10.0
#: What the service says of itself is asked again after so many seconds.
KEPT: Final = 600
ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
LOGOUT: Final = "http://schemas.openid.net/event/backchannel-logout"
#: Clocks of two machines are never the same.
LEEWAY: Final = timedelta(minutes=2)
#: What says that somebody left is good for no longer.
FRESH: Final = timedelta(minutes=5)


class Silent(Exception):
    """The service does not answer, or not with what the standard asks."""


class Unbelieved(Exception):
    """What came is not the service's, not for us, not of this browser, or too old."""


@dataclass(frozen=True, slots=True)
class Trip:
    """What a browser that was sent there has to bring back; it lies in its session alone."""

    state: str
    nonce: str
    verifier: str

    def kept(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody signed out at the service: everywhere, or in one session of theirs."""

    subject: str
    session: str
    token: str


def sent_there(provider: Provider, back: str, at: datetime) -> tuple[str, Trip]:
    """The address to send a browser to, and what it must bring back.

    :raises Silent: the service does not say where.
    """
    trip = Trip(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(64))
    with _session(provider, back) as line:
        url, _ = line.create_authorization_url(
            _about(provider, at)["authorization_endpoint"],
            state=trip.state, nonce=trip.nonce, code_verifier=trip.verifier,
        )  # fmt: skip
    return str(url), trip


def came_back(provider: Provider, back: str, trip: Trip, answer: Mapping[str, str], at: datetime) -> dict[str, Any]:
    """What the service says of whoever came back from there.

    :raises Unbelieved: it is not an answer to this trip, or not the service's own word.
    :raises Silent: the service does not answer.
    """
    if not answer.get("code") or not constant_time_compare(answer.get("state", ""), trip.state):
        raise Unbelieved("the answer is not of this browser")
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise Unbelieved("the answer is of another service")
    about = _about(provider, at)
    try:
        with _session(provider, back) as line:
            token = line.fetch_token(
                about["token_endpoint"], code=answer["code"], grant_type="authorization_code",
                code_verifier=trip.verifier, timeout=SECONDS, allow_redirects=False,
            )  # fmt: skip
            claims = _claims(provider, token.get("id_token", ""), at)
            if not constant_time_compare(str(claims.get("nonce", "")), trip.nonce):
                raise Unbelieved("the word is of another sign-in")
            return _more(provider, line, about, claims)
    except AuthlibBaseError as fault:
        raise Unbelieved(str(fault)) from fault
    except (requests.RequestException, ValueError) as fault:
        raise Silent(str(fault)) from fault


def answers(provider: Provider, at: datetime) -> None:
    """Whether it answers, and says of itself what the standard asks.

    :raises Silent: it does not.
    """
    _keys(provider, at)


def left_there(provider: Provider, back: str, at: datetime) -> str:
    """The address at which somebody signs out there too (OpenID Connect RP-Initiated Logout 1.0); empty if it has none.

    No token is kept for it: the service asks the person, who may be signed in there for other work as well.

    :raises Silent: the service does not answer.
    """
    endpoint = str(_about(provider, at).get("end_session_endpoint") or "")
    said = urlencode({"client_id": provider.client_id, "post_logout_redirect_uri": back})
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{said}" if endpoint else ""


def has_left(provider: Provider, token: str, at: datetime) -> Left:
    """Whom a logout token (OpenID Connect Back-Channel Logout 1.0) is about.

    :raises Unbelieved: it is none, not the service's, or not of now.
    :raises Silent: the keys of the service cannot be had.
    """
    claims = _claims(provider, token, at)
    events = claims.get("events")
    when = datetime.fromtimestamp(float(claims.get("iat", 0)), at.tzinfo)
    if not isinstance(events, dict) or LOGOUT not in events or "nonce" in claims or abs(at - when) > FRESH:
        raise Unbelieved("this does not say that somebody left")
    left = Left(str(claims.get("sub", "")), str(claims.get("sid", "")), str(claims.get("jti", "")))
    if not left.subject or not left.token:
        raise Unbelieved("it does not say who left")
    return left


def _session(provider: Provider, back: str) -> OAuth2Session:
    return OAuth2Session(
        provider.client_id,
        provider.client_secret,
        scope=provider.scopes,
        redirect_uri=back,
        code_challenge_method="S256",
    )


def _more(provider: Provider, line: OAuth2Session, about: Mapping[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
    """Some services tell of groups only where one asks for them by the token."""
    wanted = {provider.user, *([provider.claim] if provider.claim else [])}
    if wanted <= claims.keys() or "userinfo_endpoint" not in about:
        return claims
    told = line.get(about["userinfo_endpoint"], timeout=SECONDS, allow_redirects=False)
    told.raise_for_status()
    said = told.json()
    if said.get("sub") != claims["sub"]:
        raise Unbelieved("what it says of somebody is of somebody else")
    return {**said, **claims}


def _claims(provider: Provider, token: str, at: datetime) -> dict[str, Any]:
    """What a signed word of the service says, once it is found to be its own, for us, and of now."""
    try:
        try:
            found = jwt.decode(token, _keys(provider, at), algorithms=ALGORITHMS)
        except JoseError:
            # It may have changed its keys a moment ago.
            found = jwt.decode(token, _keys(provider, at, anew=True), algorithms=ALGORITHMS)
        now = int(at.timestamp())
        jwt.JWTClaimsRegistry(
            now=now, leeway=int(LEEWAY.total_seconds()),
            iss={"essential": True, "value": provider.issuer}, aud={"essential": True, "value": provider.client_id},
            iat={"essential": True},
        ).validate(found.claims)  # fmt: skip
    except (JoseError, ValueError) as fault:
        raise Unbelieved(str(fault)) from fault
    claims = dict(found.claims)
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise Unbelieved("the word is for somebody else")
    if LOGOUT not in (claims.get("events") or {}) and not (claims.get("sub") and claims.get("exp")):
        raise Unbelieved("the word lacks what the standard asks")
    return claims


# Where it is, and its keys: asked seldom ------------------------------------------------------------------------------


def _about(provider: Provider, at: datetime) -> dict[str, Any]:
    return _told(provider.issuer, int(at.timestamp()) // KEPT)


def _keys(provider: Provider, at: datetime, *, anew: bool = False) -> KeySet:
    """The keys it signs with; ``anew`` asks again, but no more than once a minute."""
    about = _about(provider, at)
    span = 60 if anew else KEPT
    return KeySet.import_key_set(_asked(about["jwks_uri"], int(at.timestamp()) // span, span))


@lru_cache(maxsize=4)
def _told(issuer: str, _when: int) -> dict[str, Any]:
    said = _get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    lacking = {"authorization_endpoint", "token_endpoint", "jwks_uri"} - said.keys()
    if said.get("issuer") != issuer or lacking:
        raise Silent(f"what stands at {issuer} is of {said.get('issuer')!r}, or lacks {sorted(lacking)}")
    return said


@lru_cache(maxsize=8)
def _asked(url: str, _when: int, _span: int) -> Any:
    return _get(url)


def _get(url: str) -> dict[str, Any]:
    try:
        answer = requests.get(url, timeout=SECONDS, allow_redirects=False)
        answer.raise_for_status()
        said = answer.json()
    except (requests.RequestException, ValueError) as fault:
        raise Silent(str(fault)) from fault
    if not isinstance(said, dict) or answer.status_code != requests.codes.ok:
        raise Silent(f"{url} does not say what the standard asks")
    return said
