#!/usr/bin/env python3
"""Check an exported journal (校验导出的办理日志) with nothing but Python 3.8 or newer.

    python3 verify_journal.py journal.jsonl [--key 3:HEX …] [--seal 12:HEX …] [--receipt CODE] [--json]

Everything is computed anew from the file: each event's hash, each case's chain, each day's Merkle root, each
signature. What is wrong is printed with its case and event; the exit code is 0 if nothing is, 1 if something is,
2 if the file cannot be opened. The format is described in docs/journal.md. This file uses none of Huiyin's code, so
that whoever checks need not trust those who are checked.

--key      a public seal key known from outside (number:hex); without one the file's own keys are believed
--seal     the hash of a seal as it was published outside (number:hex)
--receipt  a petitioner's receipt (number/XXXX-XXXX-XXXX-XXXX): which event does it prove?
"""

# ruff: noqa: B905, RUF007, SIM905 old Pythons, as machines of auditors have them, know neither strict= nor pairwise

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import sys
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any, NoReturn

    Line = dict[str, Any]
    Head = tuple[int, int, bytes]
    Event = tuple[int, int, bytes, Line]
    Point = tuple[int, int, int, int]
    Heads = dict[int, list[tuple[int, bytes]]]
    Digest = Callable[[bytes], bytes]

FORMATS = ("huiyin-journal/1", "huiyin-journal/2")
HEADER_KEYS = frozenset("format scope algorithm made_at cases events seals last_seal root key keys".split())
SEAL_KEYS = frozenset("v algorithm day number previous cases events root key made_at".split())
GENESIS = bytes(32)
BAD = (ValueError, KeyError, TypeError, AttributeError, RecursionError)

SENTENCES = {
    "changed": ("案件{case}第{seq}条记录被改动", "case {case}, event {seq}: changed"),
    "removed": ("案件{case}从第{seq}条起有记录缺失", "case {case}: events missing from {seq} on"),
    "reordered": ("案件{case}第{seq}条记录的次序不对", "case {case}, event {seq}: out of order"),
    "truncated": ("案件{case}从第{seq}条起的记录被截去", "case {case}: cut off from event {seq} on"),
    "added": ("案件{case}第{seq}条记录是多出来的", "case {case}, event {seq}: added"),
    "earlier": (
        "案件{case}第{seq}条记录的登记时间早于它前面的一条",
        "case {case}, event {seq}: recorded before the one it follows",
    ),
    "unreadable": ("文件第{line}行读不懂", "line {line}: unreadable"),
    "seal_forged": ("第{seal}号日封的签名或内容不真实", "seal {seal}: forged"),
    "seal_break": ("第{seal}号日封与前一号接不上", "seal {seal}: does not follow the one before"),
    "header_forged": ("文件首行的签名或内容不真实", "header: forged"),
    "seal_differs": ("第{seal}号日封与已公布的不一致", "seal {seal}: not the one published"),
}

# ---- SM3 (GB/T 32905-2016), used where Python's own hashlib lacks it


def rotate(x: int, n: int) -> int:
    n %= 32
    return (x << n | x >> (32 - n)) & 0xFFFFFFFF


def sm3_block(v: Sequence[int], block: bytes) -> list[int]:
    w = [int.from_bytes(block[i : i + 4], "big") for i in range(0, 64, 4)]
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15)
        w.append(x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6])
    a, b, c, d, e, f, g, h = v
    for j in range(64):
        t = 0x79CC4519 if j < 16 else 0x7A879D8A
        ss1 = rotate((rotate(a, 12) + e + rotate(t, j)) & 0xFFFFFFFF, 7)
        ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
        tt1 = (ff + d + (ss1 ^ rotate(a, 12)) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
        tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
        a, b, c, d = tt1, a, rotate(b, 9), c
        e, f, g, h = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17), e, rotate(f, 19), g
    return [old ^ new for old, new in zip(v, (a, b, c, d, e, f, g, h))]


def sm3_plain(data: bytes) -> bytes:
    v = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = data + b"\x80" + bytes((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for at in range(0, len(padded), 64):
        v = sm3_block(v, padded[at : at + 64])
    return b"".join(word.to_bytes(4, "big") for word in v)


def sm3_hashlib(data: bytes) -> bytes:
    return hashlib.new("sm3", data).digest()


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def has_sm3() -> bool:
    try:
        return bool(sm3_hashlib(b""))
    except ValueError:
        return False


DIGESTS: dict[str, Digest] = {"sha256": sha256, "sm3": sm3_hashlib if has_sm3() else sm3_plain}

# ---- Ed25519 verification (RFC 8032, section 5.1.7), points in extended coordinates

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point_add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_times(n: int, p: Point) -> Point:
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = point_add(result, p)
        p = point_add(p, p)
        n >>= 1
    return result


def point_at(y: int, sign: int) -> Point:
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - x2) % P or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def point_read(data: bytes) -> Point:
    y = int.from_bytes(data, "little")
    return point_at(y & (1 << 255) - 1, y >> 255)


BASE = point_at(4 * pow(5, P - 2, P) % P, 0)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        a, r, s = point_read(public), point_read(signature[:32]), int.from_bytes(signature[32:], "little")
    except ValueError:
        return False
    if s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = point_times(s, BASE), point_add(r, point_times(h, a))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


# ---- canonical JSON, strictly read

encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


def refuse(text: object) -> NoReturn:
    raise ValueError(text)


def canonical(value: object) -> bytes:
    return encode(value).encode()


def parse(raw: bytes) -> Line:
    content = json.loads(raw, parse_float=refuse, parse_constant=refuse, parse_int=read_int)
    # one spelling only: a doubled key, a space or an escaped letter would show one thing and hash another
    if not isinstance(content, dict) or canonical(content) != raw[:-1] + raw[-1:].strip(b"\n"):
        raise ValueError("not canonical")
    return content


def read_int(text: str) -> int:
    number = int(text)
    return number if -(2**63) <= number < 2**63 else refuse(text)


def whole(value: Any) -> int:
    return value if type(value) is int else refuse(value)


def unhex(value: Any, size: int) -> bytes:
    if not re.fullmatch("[0-9a-f]{" + str(2 * size) + "}", value):
        raise ValueError(value)
    return bytes.fromhex(value)


def read_head(value: Any) -> Head:
    case, seq, hash_ = value if isinstance(value, list) else refuse(value)
    return whole(case), whole(seq), unhex(hash_, 32)


# ---- the Merkle tree of a seal (RFC 6962, section 2.1)


def leaf(head: Head) -> bytes:
    return canonical([head[0], head[1], head[2].hex()])


def merkle_root(leaves: Sequence[bytes], digest: Digest) -> bytes:
    level = [digest(b"\0" + item) for item in leaves]
    while len(level) > 1:
        pairs = [digest(b"\1" + level[i] + level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) // 2 * 2 :]
    return level[0] if level else digest(b"")


def proves(proof: Line, count: int, expected: bytes, digest: Digest) -> bool:
    node, index, path = digest(b"\0" + leaf(proof["head"])), proof["index"], list(proof["path"])
    if not 0 <= index < count:
        return False
    while count > 1:
        if index ^ 1 < count:
            if not path:
                return False
            other = path.pop(0)
            node = digest(b"\1" + other + node) if index & 1 else digest(b"\1" + node + other)
        index, count = index >> 1, (count + 1) >> 1
    return not path and node == expected


# ---- reading the file


class OutOfOrder(Exception):
    """Cases do not stand together: read everything before judging."""


class Journal:
    """One reading of a file: header and seals first, then its events as they come."""

    def __init__(self, path: str, keys: dict[int, bytes]) -> None:
        self.faults: set[tuple[int, int, int, int, str]] = set()
        self.seals: list[Line] = []
        self.counts = {"cases": 0, "events": 0}
        self.closed = 0
        self.file = open(path, "rb")  # noqa: SIM115 closed by check()
        self.header = self.read_header(self.file.readline())
        self.scope: str = self.header["body"]["scope"] if self.header else ""
        self.algorithm: str = self.header["body"]["algorithm"] if self.header else "sha256"
        self.digest = DIGESTS[self.algorithm]
        self.keys: dict[int, bytes] = keys or (self.header["keys"] if self.header else {})

    def fault(self, kind: str, case: int = 0, seq: int = 0, seal: int = 0, line: int = 0) -> None:
        self.faults.add((case, seq, seal, line, kind))

    def read_header(self, raw: bytes) -> Line | None:
        try:
            line = parse(raw)
            body = line["body"]
            line["keys"] = {int(number): unhex(key, 32) for number, key in body["keys"].items()}
            line["signature"] = unhex(line["signature"], 64)
            shaped = line.keys() == {"kind", "body", "heads", "signature", "keys"} and body.keys() == HEADER_KEYS
            known = body["format"] in FORMATS and body["scope"] in ("journal", "case") and body["algorithm"] in DIGESTS
            if not (shaped and known and line["kind"] == "header" and isinstance(line["heads"], list)):
                raise ValueError("not a header")
            line["heads"] = [read_head(head) for head in line["heads"]]
            return line
        except BAD:
            self.fault("header_forged")
            return None

    def events(self) -> Iterator[Event]:
        """Yield (case, seq, hash, body) of every event; seals on the way are kept aside."""
        begun = False
        for number, raw in enumerate(self.file, start=2):
            try:
                line = parse(raw)
                if line["kind"] == "event":
                    event = self.read_event(line)
                elif line["kind"] == "closed" and line.keys() == {"kind", "event"}:
                    event = (*read_head(line["event"]), {})
                    self.closed += 1
                elif line["kind"] == "seal" and not begun:
                    self.seals.append(self.read_seal(line))
                    continue
                else:
                    raise ValueError(line["kind"])
            except BAD:
                self.fault("unreadable", line=number)
                continue
            begun = True
            yield event

    def read_event(self, line: Line) -> Event:
        """Particulars that are shown beside a body of version 3 must be those that it commits to."""
        body = line["body"] if isinstance(line["body"], dict) else refuse("body")
        record = whole(body["case"] if body["v"] == 1 else body["record"])
        event = record, whole(body["seq"]), unhex(line["hash"], 32), body
        if line.keys() == {"kind", "body", "hash", "particulars"} and body["v"] == 3:
            shown = line["particulars"] if isinstance(line["particulars"], dict) else refuse("particulars")
            prefix = b"huiyin/particulars/1/" + self.algorithm.encode() + b"\0"
            if self.digest(prefix + canonical(shown)).hex() != body.get("particulars"):
                self.fault("changed", *event[:2])
        elif line.keys() != {"kind", "body", "hash"}:
            raise ValueError("not an event")
        return event

    def read_seal(self, line: Line) -> Line:
        body, what = line["body"], "heads" if self.scope == "journal" else "proof"
        if line.keys() != {"kind", "body", "signature", what} or body.keys() != SEAL_KEYS:
            raise ValueError("not a seal")
        whole(body["number"])
        unhex(body["root"], 32)
        line["signature"] = unhex(line["signature"], 64)
        line["hash"] = DIGESTS[body["algorithm"]](b"huiyin/seal/1\0" + canonical(body))
        if what == "heads":
            line["heads"] = [read_head(head) for head in (line["heads"] if isinstance(line["heads"], list) else [0])]
            return line
        proof = line["proof"]
        if proof.keys() != {"head", "index", "path"} or not isinstance(proof["path"], list):
            raise ValueError("not a proof")
        path = [unhex(hash_, 32) for hash_ in proof["path"]]
        line["proof"] = {"head": read_head(proof["head"]), "index": whole(proof["index"]), "path": path}
        return line


# ---- checking


def check_header(journal: Journal, header: Line) -> bool:
    signed = is_by(journal.keys, header["body"], b"huiyin/export/1\0", header["signature"])
    root = merkle_root([leaf(head) for head in header["heads"]], journal.digest)
    if signed and root.hex() == header["body"]["root"]:
        return True
    journal.fault("header_forged")
    return False


def is_by(keys: dict[int, bytes], body: Line, tag: bytes, signature: bytes) -> bool:
    key = keys.get(body["key"]) if isinstance(body["key"], int) else None
    return key is not None and is_signed(key, tag + canonical(body), signature)


def check_seals(journal: Journal) -> Heads:
    """Check every seal and return the heads that can be believed: {case: [(seq, hash), …]}."""
    believed: Heads = {}
    known: dict[int, int] = {}
    previous: Line | None = None
    sound = True
    whole_journal = journal.scope == "journal"
    for seal in journal.seals:
        body, number = seal["body"], seal["body"]["number"]
        heads = seal["heads"] if whole_journal else [seal["proof"]["head"]]
        genuine = is_by(journal.keys, body, b"huiyin/seal/1\0", seal["signature"]) and covers(seal, heads)
        follows = not whole_journal or (body["number"], body["previous"]) == (
            (previous["body"]["number"] + 1, previous["hash"].hex()) if previous else (1, None)
        )
        if not follows:
            journal.fault("seal_break", seal=number)
        sound = sound and genuine and follows
        counted = not (whole_journal and sound) or body["events"] == sum(h[1] - known.get(h[0], 0) for h in heads)
        if not (genuine and counted):
            journal.fault("seal_forged", seal=number)
        sound = sound and counted
        for case, seq, hash_ in heads:
            known[case] = seq
            if genuine:
                believed.setdefault(case, []).append((seq, hash_))
        previous = seal
    return believed


def covers(seal: Line, heads: list[Head]) -> bool:
    body, digest = seal["body"], DIGESTS[seal["body"]["algorithm"]]
    if "proof" in seal:
        return type(body["cases"]) is int and proves(seal["proof"], body["cases"], bytes.fromhex(body["root"]), digest)
    ascending = all(a[0] < b[0] for a, b in zip(heads, heads[1:]))
    root = merkle_root([leaf(head) for head in heads], digest)
    return ascending and body["cases"] == len(heads) and body["root"] == root.hex()


def check_last_seal(journal: Journal, body: Line) -> None:
    last = journal.seals[-1] if journal.seals else None
    if (body["seals"], body["last_seal"]) != (len(journal.seals), last["hash"].hex() if last else None):
        journal.fault("seal_break", seal=body["seals"] if isinstance(body["seals"], int) else 0)


def check_case(
    journal: Journal, case: int, events: list[Event], heads: Sequence[tuple[int, bytes]], closed: bool
) -> None:
    stored: dict[int, tuple[bytes, Line]] = {}
    for _, seq, hash_, body in events:
        if seq in stored or seq < 1:
            journal.fault("added", case, seq)
        else:
            stored[seq] = hash_, body
    for before, after in zip(events, events[1:]):
        if after[1] < before[1]:
            journal.fault("reordered", case, after[1])
    changed = check_links(journal, case, stored)
    check_moments(journal, case, {seq: body for seq, (_, body) in stored.items() if seq not in changed})
    check_heads(journal, case, stored, heads, closed)


def check_moments(journal: Journal, case: int, bodies: dict[int, Line]) -> None:
    for seq in sorted(bodies):
        before, then = bodies.get(seq - 1, {}).get("recorded_at"), bodies[seq].get("recorded_at")
        if isinstance(before, str) and isinstance(then, str) and then < before:
            journal.fault("earlier", case, seq)


def check_links(journal: Journal, case: int, stored: dict[int, tuple[bytes, Line]]) -> set[int]:
    prefix, changed = b"huiyin/event/1/" + journal.algorithm.encode() + b"\0", set()
    last, previous = 0, {GENESIS}
    for seq in sorted(stored):
        hash_, body = stored[seq]
        if seq > last + 1:
            journal.fault("removed", case, last + 1)
            previous = set()
        spelt = canonical(body)
        computed = {journal.digest(prefix + before + spelt) for before in previous} if body else set()
        if body and previous and hash_ not in computed:
            journal.fault("changed", case, seq)
            changed.add(seq)
        # a damaged stored hash must not accuse the next event too: either spelling of this one may go before it
        last, previous = seq, computed | {hash_}
    return changed


def check_heads(
    journal: Journal, case: int, stored: dict[int, tuple[bytes, Line]], heads: Sequence[tuple[int, bytes]], closed: bool
) -> None:
    last, sealed = max(stored, default=0), max((seq for seq, _ in heads), default=0)
    for seq, hash_ in heads:
        if seq in stored and stored[seq][0] != hash_:
            journal.fault("changed", case, seq)
    if last < sealed:
        journal.fault("truncated", case, last + 1)
    if closed:
        for seq in stored:
            if seq > sealed:
                journal.fault("added", case, seq)


def in_order(events: Iterable[Event]) -> Iterator[tuple[int, list[Event]]]:
    """Events case by case without holding the file in memory, as long as cases stand together."""
    last = None
    for case, group in groupby(events, lambda event: event[0]):
        if last is not None and case < last:
            raise OutOfOrder
        last = case
        yield case, list(group)


def gathered(journal: Journal, events: Iterable[Event]) -> Iterator[tuple[int, list[Event]]]:
    """The same for a file whose cases are mixed up: all in memory, each misplaced line a fault."""
    by_case: dict[int, list[Event]] = {}
    last = None
    for event in events:
        if last is not None and event[0] < last:
            journal.fault("reordered", event[0], event[1])
        last = event[0]
        by_case.setdefault(event[0], []).append(event)
    yield from sorted(by_case.items())


def check(
    path: str, keys: dict[int, bytes], receipt: str | None = None, streaming: bool = True
) -> tuple[Journal, list[tuple[int, int]]]:
    """Check one file: (journal with its faults, events the receipt proves)."""
    journal = Journal(path, keys)
    proved: list[tuple[int, int]] = []
    with journal.file:
        if not journal.header:
            return journal, proved
        header, events = journal.header, journal.events()
        closed = check_header(journal, header)
        believed: Heads | None = None
        try:
            for case, group in in_order(events) if streaming else gathered(journal, events):
                believed = all_heads(journal, header, closed) if believed is None else believed
                check_case(journal, case, group, believed.pop(case, ()), closed)
                proved += [event[:2] for event in group if receipt and event[2].hex().startswith(receipt)]
                journal.counts["cases"] += 1
                journal.counts["events"] += len(group)
        except OutOfOrder:
            return check(path, keys, receipt, streaming=False)
    for case, heads in (all_heads(journal, header, closed) if believed is None else believed).items():
        check_case(journal, case, [], heads, closed)
    body = header["body"]
    if not journal.faults and (body["cases"], body["events"]) != tuple(journal.counts.values()):
        journal.fault("header_forged")
    return journal, proved


def all_heads(journal: Journal, header: Line, closed: bool) -> Heads:
    believed = check_seals(journal)
    check_last_seal(journal, header["body"])
    for case, seq, hash_ in header["heads"] if closed else ():
        believed.setdefault(case, []).append((seq, hash_))
    return believed


# ---- the command

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def read_receipt(text: str) -> str:
    """The beginning of the event's hash (in hex, 72 of 75 bits) that a receipt names."""
    number, _, code = "".join(unicodedata.normalize("NFKC", text).split()).upper().rpartition("/")
    code = code.translate(str.maketrans("OIL", "011", "- "))
    if len(code) != 16 or not set(code) <= set(LETTERS):
        raise argparse.ArgumentTypeError("回执凭证格式不对 / not a receipt")
    spelt = number + code[:-1]
    values = [LETTERS.index(letter) if letter in LETTERS else ord(letter) % 32 for letter in spelt]
    if LETTERS[sum((2 * place + 1) * value for place, value in enumerate(values)) % 32] != code[-1]:
        raise argparse.ArgumentTypeError("回执凭证有一处输错 / a letter of the receipt is wrong")
    bits = 0
    for letter in code[:-1]:
        bits = bits << 5 | LETTERS.index(letter)
    return f"{bits >> 3:018x}"


def pair(text: str) -> tuple[int, bytes]:
    try:
        number, _, value = text.partition(":")
        return int(number), unhex(value.lower(), 32)
    except ValueError:
        raise argparse.ArgumentTypeError("应为 编号:64位十六进制 / must be number:64 hex digits") from None


def check_published(journal: Journal, published: Iterable[tuple[int, bytes]]) -> None:
    found = {seal["body"]["number"]: seal["hash"] for seal in journal.seals}
    for number, hash_ in published:
        if found.get(number) != hash_:
            journal.fault("seal_differs", seal=number)


def report(journal: Journal, proved: list[tuple[int, int]], receipt: str | None, pinned: bool) -> None:
    for case, seq, seal, line, kind in sorted(journal.faults):
        chinese, english = (text.format(case=case, seq=seq, seal=seal, line=line) for text in SENTENCES[kind])
        print(f"✗ {chinese} | {english}")
    if receipt:
        for case, seq in proved:
            print(f"● 回执对应案件{case}第{seq}条记录 | the receipt proves case {case}, event {seq}")
        if not proved:
            print("✗ 文件里没有这张回执对应的记录 | no event for this receipt in the file")
    if not pinned:
        print("! 未用 --key 指定公钥，只能证明文件前后一致 | no --key given: the file's own keys were believed")
    cases, events = journal.counts.values()
    seals, faults = len(journal.seals), len(journal.faults)
    print(f"案件{cases}件，记录{events}条，日封{seals}个 | {cases} cases, {events} events, {seals} seals")
    if journal.closed:
        print(
            f"其中{journal.closed}条是旧版本的记录，这份文件里没有内容，只核对了它们在日封里的位置"
            f" | {journal.closed} older events are closed in this file: only their place under the seals was checked"
        )
    if faults:
        print(f"发现{faults}处问题 | {faults} faults found")
    else:
        print("✓ 没有发现问题 | nothing wrong was found")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--key", type=pair, action="append", default=[])
    parser.add_argument("--seal", type=pair, action="append", default=[])
    parser.add_argument("--receipt", type=read_receipt)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    try:
        journal, proved = check(asked.file, dict(asked.key), asked.receipt)
    except OSError as error:
        print(f"打不开文件 | cannot open: {error}", file=sys.stderr)
        return 2
    check_published(journal, asked.seal)
    if asked.json:
        names = ("case", "seq", "seal", "line", "kind")
        faults = [dict(zip(names, fault)) for fault in sorted(journal.faults)]
        proofs = [list(event) for event in proved]
        print(json.dumps({"faults": faults, "counts": journal.counts, "receipt": proofs}, ensure_ascii=False))
    else:
        report(journal, proved, asked.receipt, bool(asked.key))
    return 1 if journal.faults or (asked.receipt and not proved) else 0


if __name__ == "__main__":
    # a terminal without UTF-8 must not stop a check
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main())
