"""What production says and does not stop for: organs whose reports of wrongdoing nobody has sealed yet."""

from datetime import date

from huiyin.people.keys import keyless

#: So many organs are named in one line.
NAMED = 10


def unsealed(on: date) -> list[str]:
    """Reports of these organs are open to whoever has the key ring."""
    lacking = [organ.name for organ in keyless(on)]
    if not lacking:
        return []
    some = "、".join(lacking[:NAMED]) + ("……" if len(lacking) > NAMED else "")
    return [
        f"{len(lacking)} organs that take reports of wrongdoing have made no sealing key: whoever has the key ring "
        f"reads theirs. Somebody there opens 账号安全 → 密封的钥匙 (docs/sealed.md): {some}"
    ]
