"""Pages of a scan as a PDF of their own (单页成册): the upright pictures, packed as they are, and nothing else.

Cutting a foreign PDF may leave pictures of other pages inside; the letter of one person must not travel in the matter
of another, least of all to somebody it accuses. So a part is made of the pictures that the reading process drew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

DPI: Final = 200


@dataclass(frozen=True, slots=True)
class Picture:
    """A colour JPEG and its size in pixels."""

    jpeg: bytes
    width: int
    height: int


def bound(pictures: Sequence[Picture], note: str) -> bytes:
    """A PDF with one picture on each page; the same pictures make the same bytes.

    :param note: kept as the subject of the document, in ASCII: where the pages come from.
    """
    kids = " ".join(f"{4 + 3 * place} 0 R" for place in range(len(pictures)))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pictures)}/Kids[{kids}]>>".encode(),
        f"<</Producer(Huiyin)/Subject({note})>>".encode("ascii"),
    ]
    for place, picture in enumerate(pictures):
        bodies += _page(picture, 4 + 3 * place)
    return _written(bodies)


def _page(picture: Picture, number: int) -> tuple[bytes, bytes, bytes]:
    wide, high = (round(pixels * 72 / DPI, 2) for pixels in (picture.width, picture.height))
    page = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]/Contents {number + 1} 0 R"
        f"/Resources<</XObject<</P {number + 2} 0 R>>>>>>"
    )
    image = (
        f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}"
        "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
    )
    drawing = f"q {wide} 0 0 {high} 0 0 cm /P Do Q".encode()
    return page.encode(), _stream("", drawing), _stream(image, picture.jpeg)


def _stream(head: str, data: bytes) -> bytes:
    return f"<<{head}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def _written(bodies: Sequence[bytes]) -> bytes:
    """Objects one after another, and where each begins."""
    out, places = bytearray(b"%PDF-1.4\n%\xe5\x9b\x9e\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<</Size {len(bodies) + 1}/Root 1 0 R/Info 3 0 R>>\nstartxref\n{start}\n%%EOF\n"
    return bytes(out + trailer.encode())
