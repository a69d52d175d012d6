"""A directory from the distribution (slapd) with people and groups, over TLS with a certificate of its own."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from ldap3 import MODIFY_DELETE, MODIFY_REPLACE, Connection, Server

from tests.channels.mailroom import free_port, wait_for

SLAPD: Final = "/usr/sbin/slapd"
BASE: Final = "dc=qingchuan,dc=example"
PEOPLE, GROUPS, READER = f"ou=people,{BASE}", f"ou=groups,{BASE}", f"cn=huiyin,{BASE}"
ADMIN, SECRET, THEIRS = f"cn=admin,{BASE}", "geheim-2026", "danwei-mima-7"
RECEPTION: Final = f"cn=xfj-jieda,{GROUPS}"


class Slapd:
    def __init__(self) -> None:
        if not Path(SLAPD).exists():
            pytest.skip("absent: no slapd; ./run test installs it")
        self.folder = Path(tempfile.mkdtemp(prefix="huiyin-slapd-"))
        self.plain, self.tls = free_port(), free_port()
        self.certificate = self.folder / "ca.pem"
        _certificate(self.folder)
        (self.folder / "data").mkdir()
        (self.folder / "slapd.conf").write_text(self._conf())
        listens = f"ldap://127.0.0.1:{self.plain} ldaps://127.0.0.1:{self.tls}"
        self.server = subprocess.Popen(
            [SLAPD, "-h", listens, "-f", str(self.folder / "slapd.conf"), "-d", "0"], stderr=subprocess.DEVNULL
        )
        wait_for(self.plain)
        self.line = Connection(Server("127.0.0.1", self.plain), ADMIN, SECRET, auto_bind=True)
        self._people()

    def _conf(self) -> str:
        top = self.folder
        schemas = "\n".join(f"include /etc/ldap/schema/{name}.schema" for name in ("core", "cosine", "inetorgperson"))
        return f"""{schemas}
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
pidfile {top}/pid
TLSCertificateFile {top}/ca.pem
TLSCertificateKeyFile {top}/key.pem
database mdb
suffix "{BASE}"
rootdn "{ADMIN}"
rootpw {SECRET}
directory {top}/data
maxsize 10485760
overlay memberof
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{READER}" read by * none
"""

    def _people(self) -> None:
        self.add(BASE, ["dcObject", "organization"], dc="qingchuan", o="青川市")
        self.add(READER, ["organizationalRole", "simpleSecurityObject"], cn="huiyin", userPassword=SECRET)
        for name in (PEOPLE, GROUPS):
            self.add(name, ["organizationalUnit"], ou=name.split(",")[0][3:])
        for uid, cn in (("chenhao", "陈浩"), ("nobody-here", "无名"), ("chen(hao)", "括号")):
            self.add(self.dn(uid), ["inetOrgPerson"], uid=uid, cn=cn, sn=cn[0], userPassword=THEIRS)
        self.add(RECEPTION, ["groupOfNames"], cn="xfj-jieda", member=self.dn("nobody-here"))

    def dn(self, uid: str) -> str:
        return f"uid={uid},{PEOPLE}"

    def add(self, dn: str, classes: list[str], **said: Any) -> None:
        assert self.line.add(dn, classes, said), self.line.result

    def join(self, uid: str, *, leave: bool = False) -> None:
        """Somebody comes to the group of the reception, or leaves it."""
        how = MODIFY_DELETE if leave else "MODIFY_ADD"
        assert self.line.modify(RECEPTION, {"member": [(how, [self.dn(uid)])]}), self.line.result

    def password(self, uid: str, new: str) -> None:
        assert self.line.modify(self.dn(uid), {"userPassword": [(MODIFY_REPLACE, [new])]}), self.line.result

    def anew(self, uid: str) -> None:
        """Whoever had the name has left, and somebody else has it."""
        assert self.line.delete(self.dn(uid))
        self.add(self.dn(uid), ["inetOrgPerson"], uid=uid, cn="新人", sn="新", userPassword=THEIRS)

    def row(self, **more: Any) -> dict[str, Any]:
        """The file as an administrator writes it."""
        return {
            "url": f"ldaps://127.0.0.1:{self.tls}", "certificates": str(self.certificate), "search_as": READER,
            "password": SECRET, "base": PEOPLE, **more,
        }  # fmt: skip

    def close(self) -> None:
        self.line.unbind()
        self.server.terminate()
        self.server.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)


def _certificate(folder: Path) -> None:
    """One that signs itself, for 127.0.0.1."""
    import ipaddress

    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "slapd")]), datetime.datetime.now(datetime.UTC)
    found = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "ca.pem").write_bytes(found.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(private)
    os.chmod(folder / "key.pem", 0o600)
