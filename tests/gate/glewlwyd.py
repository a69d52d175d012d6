"""A sign-in service from the distribution (Glewlwyd): a real OpenID provider that insists on PKCE."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.channels.mailroom import free_port, wait_for

GLEWLWYD: Final = "/usr/bin/glewlwyd"
TABLES: Final = Path("/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3")
CLIENT, SECRET, THEIRS = "huiyin", "s" * 40, "danwei-mima-7"
SITE: Final = "http://testserver"
LIBRARIES: Final = "/usr/lib/glewlwyd"


class Glewlwyd:
    """:param left: the address at which it says that somebody signed out."""

    def __init__(self, left: str) -> None:
        if not Path(GLEWLWYD).exists():
            pytest.skip("absent: no Glewlwyd; ./run test installs it")
        self.folder, port = Path(tempfile.mkdtemp(prefix="huiyin-glewlwyd-")), free_port()
        self.base = f"http://127.0.0.1:{port}"
        self.issuer = f"{self.base}/api/oidc"
        with sqlite3.connect(self.folder / "db") as record:
            record.executescript(TABLES.read_text())
        record.close()
        (self.folder / "conf").write_text(self._conf(port))
        self.server = subprocess.Popen([GLEWLWYD, "--config-file", str(self.folder / "conf")])
        wait_for(port)
        self._set_up(left)

    def _conf(self, port: int) -> str:
        top = self.folder
        return f"""port={port}
bind_address="127.0.0.1"
external_url="{self.base}"
login_url="login.html"
api_prefix="api"
log_mode="file"
log_level="WARNING"
log_file="{top}/log"
cookie_secure=0
session_expiration=3600
session_key="GLEWLWYD2_SESSION_ID"
admin_session_authentication="cookie"
profile_session_authentication="cookie"
login_api_enabled=true
max_post_size=1000000
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="{LIBRARIES}/user"
client_module_path="{LIBRARIES}/client"
user_auth_scheme_module_path="{LIBRARIES}/scheme"
plugin_module_path="{LIBRARIES}/plugin"
use_secure_connection=false
secure_connection_key_file=""
secure_connection_pem_file=""
secure_connection_ca_file=""
hash_algorithm="SHA512"
database =
{{
  type = "sqlite3"
  path = "{top}/db"
}};
"""

    def _set_up(self, left: str) -> None:
        """As its administrator does on its pages."""
        admin = self._signed_in("admin", "password")
        plugin = {"module": "oidc", "name": "oidc", "display_name": "oidc", "parameters": self._plugin()}
        client = {
            "client_id": CLIENT, "name": "Huiyin", "confidential": True, "password": SECRET, "client_secret": SECRET,
            "redirect_uri": [f"{SITE}/desk/login/provider/back"], "authorization_type": ["code"], "scope": ["openid"],
            "token_endpoint_auth_method": ["client_secret_basic"], "enabled": True, "backchannel_logout_uri": left,
            "post_logout_redirect_uri": f"{SITE}/desk/login",
        }  # fmt: skip
        user = {"username": "chenhao", "password": THEIRS, "name": "陈浩", "scope": ["openid"], "enabled": True}
        for method, path, said in (
            ("POST", "mod/plugin/", plugin), ("PUT", "mod/plugin/oidc/enable/", None), ("POST", "client/", client),
            ("POST", "user/", user),
        ):  # fmt: skip
            answer = admin.request(method, f"{self.base}/api/{path}", json=said, timeout=5)
            assert answer.status_code == 200, (path, answer.text)

    def _plugin(self) -> dict[str, Any]:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        flows = dict.fromkeys(("token", "none", "password", "client", "device"), False)
        name = {"name": "preferred_username", "user-property": "username", "type": "string", "mandatory": True}
        return {
            "iss": self.issuer, "jwt-type": "rsa", "jwt-key-size": "256", "key": private.decode(),
            "cert": public.decode(), "access-token-duration": 3600, "refresh-token-duration": 3600,
            "code-duration": 600, "refresh-token-rolling": False, "allow-non-oidc": False, "scope": [],
            **{f"auth-type-{flow}-enabled": allowed for flow, allowed in flows.items()},
            **{f"auth-type-{flow}-enabled": True for flow in ("code", "id-token", "refresh")},
            "additional-parameters": [], "claims": [{**name, "on-demand": False, "scope": ["openid"]}],
            "service-documentation": "", "op-policy-uri": "", "op-tos-uri": "", "jwks-show": True, "jwks-x5c": [],
            "request-parameter-allow": False, "pkce-allowed": True, "pkce-method-plain-allowed": False,
            "pkce-required": True, "subject-type": "public", "address-claim": {"type": "no"}, "name-claim": "no",
            "email-claim": "no", "scope-claim": "no", "session-management-allowed": True,
            "session-cookie-name": "GLEWLWYD2_OIDC_SID", "session-cookie-expiration": 3600,
            "back-channel-logout-allowed": True, "front-channel-logout-allowed": False, "client-duration": 0,
            "restrict-scope-client-property": "",
        }  # fmt: skip

    def _signed_in(self, name: str, password: str) -> requests.Session:
        browser = requests.Session()
        answer = browser.post(f"{self.base}/api/auth/", json={"username": name, "password": password}, timeout=5)
        assert answer.status_code == 200, answer.text
        return browser

    def row(self) -> dict[str, Any]:
        """Our file, as docs/sign-in.md has it."""
        return {"issuer": self.issuer, "client_id": CLIENT, "client_secret": SECRET}

    def person(self) -> requests.Session:
        """Somebody who signed in there and said yes to us."""
        browser = self._signed_in("chenhao", THEIRS)
        browser.put(f"{self.base}/api/auth/grant/{CLIENT}", json={"scope": "openid"}, timeout=5)
        return browser

    def agreed(self, browser: requests.Session, url: str) -> str:
        """Where the browser is sent back to, after its page was shown."""
        answer = browser.get(f"{url}&g_continue", allow_redirects=False, timeout=5)
        return str(answer.headers["Location"])

    def leave(self, browser: requests.Session, session: str) -> None:
        """Somebody signs out there: it tells us by its own request."""
        answer = browser.delete(f"{self.issuer}/session/{session}/", timeout=5)
        assert answer.status_code == 200, answer.text

    def close(self) -> None:
        self.server.terminate()
        self.server.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)
