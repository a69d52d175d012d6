"""The audit of an export: everything recomputed, every fault named with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from huiyin.vault import chain
from huiyin.vault.chain import Entry, Head, canonical
from huiyin.vault.exports import TAG
from huiyin.vault.faults import Fault, Kind
from huiyin.vault.reading import Header, Reading, read
from huiyin.vault.seals import check_proof, check_seals, is_genuine, is_signed, root, trusted_heads


def check_export(lines: Iterable[bytes], keys: Mapping[int, bytes] | None = None) -> tuple[Fault, ...]:
    """All that is wrong with an export; held in memory, see the stand-alone verifier for files of any size.

    :param keys: public seal keys known from outside; without them the file's own are believed.
    """
    reading = read(lines)
    if reading.header is None:
        return (Fault(Kind.HEADER_FORGED),)  # without it nothing else in the file has a meaning
    header = reading.header
    believed = header.keys if keys is None else keys
    genuine = _is_genuine_header(header, believed)
    heads, faults = _check_sealed(reading, header, believed)
    faults |= set(reading.faults) | _crossings(reading.entries)
    if not genuine:
        faults.add(Fault(Kind.HEADER_FORGED))
    known = [*heads, *(header.heads if genuine else ())]
    faults.update(chain.check(reading.entries, known, header.algorithm, closed=genuine))
    counted = (len({entry.record for entry in reading.entries}), len(reading.entries))
    if not faults and counted != (header.body["cases"], header.body["events"]):
        faults.add(Fault(Kind.HEADER_FORGED))
    return tuple(sorted(faults, key=lambda fault: fault.place))


def _is_genuine_header(header: Header, keys: Mapping[int, bytes]) -> bool:
    number = header.body["key"]
    key = keys.get(number) if isinstance(number, int) else None
    signed = key is not None and is_signed(key, TAG + canonical(header.body), header.signature)
    return signed and header.body["root"] == root(header.heads, header.algorithm).hex()


def _check_sealed(reading: Reading, header: Header, keys: Mapping[int, bytes]) -> tuple[Sequence[Head], set[Fault]]:
    seals = [seal for seal, _ in reading.proofs] + [day.seal for day in reading.days]
    last = seals[-1].hash.hex() if seals else None
    faults: set[Fault] = set()
    if (header.body["seals"], header.body["last_seal"]) != (len(seals), last):
        number = header.body["seals"]
        faults.add(Fault(Kind.SEAL_BREAK, seal=number if isinstance(number, int) else 0))
    if header.body["scope"] == "journal":
        return trusted_heads(reading.days, keys), faults | set(check_seals(reading.days, keys))
    heads = []
    for seal, proof in reading.proofs:
        if is_genuine(seal, keys) and check_proof(seal, proof):
            heads.append(proof.head)
        else:
            faults.add(Fault(Kind.SEAL_FORGED, seal=seal.number))
    return heads, faults


def _crossings(entries: Sequence[Entry]) -> set[Fault]:
    return {Fault(Kind.REORDERED, b.record, b.seq) for a, b in pairwise(entries) if b.record < a.record}
