"""An authority of our own and certificates it vouches for, for an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Authority = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]
LASTS = timedelta(hours=1)


def authority(folder: Path) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _named(f"The authority of {folder.name}")
    made = _begun(name, name, key).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    signed = made.sign(key, hashes.SHA256())
    (folder / "authority.crt").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    return signed, key


def certificate(folder: Path, stem: str, host: str, by: Authority) -> Path:
    """``stem.crt`` and ``stem.key`` for a host; where the authority's own certificate lies."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = _begun(_named(host), by[0].subject, key)
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    signed = made.sign(by[1], hashes.SHA256())
    plain = serialization.NoEncryption()
    written = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / f"{stem}.crt").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / f"{stem}.key").write_bytes(written)
    (folder / f"{stem}.key").chmod(0o600)
    return folder / "authority.crt"


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    begun = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    return begun.serial_number(x509.random_serial_number()).not_valid_before(now - LASTS).not_valid_after(now + LASTS)
