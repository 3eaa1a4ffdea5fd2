"""Bytes off the wire, unpacked and bounded: the cap is on what comes out, so a small bomb cannot fill the memory."""

import zlib
from collections.abc import Iterable

GZIP_OR_ZLIB = 47
RAW_DEFLATE = -15
MOST_MEMBERS = 64
"""Packed members in one body. Honest servers send one; a million empty ones would cost a copy each."""


class BodyTooLarge(ValueError):
    """More bytes than allowed, before or after unpacking."""


class DamagedBody(ValueError):
    """The packing cannot be undone: cut short, broken, or of an unknown kind."""


def read_body(chunks: Iterable[bytes], encoding: str, max_bytes: int) -> bytes:
    """All bytes of a body, unpacked. `encoding` is the Content-Encoding header: "", identity, gzip or deflate.

    Reads no further than `max_bytes`, packed or unpacked. Raises BodyTooLarge or DamagedBody.
    """
    kind = encoding.strip().lower()
    if kind in {"", "identity"}:
        return _gathered(chunks, max_bytes)
    if kind not in {"gzip", "x-gzip", "deflate"}:
        raise DamagedBody(f"it is packed as '{kind[:40]}', which was not asked for")
    packed = _gathered(chunks, max_bytes)
    return _unpacked(packed, kind, max_bytes) if packed else b""


def _gathered(chunks: Iterable[bytes], max_bytes: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > max_bytes:
            raise BodyTooLarge(f"more than {max_bytes:,} bytes")
    return bytes(body)


def _unpacked(packed: bytes, kind: str, max_bytes: int) -> bytes:
    try:
        return _inflated(packed, GZIP_OR_ZLIB, max_bytes)
    except zlib.error as error:
        if kind != "deflate":
            raise DamagedBody(f"its packing is damaged ({error})") from error
    try:
        return _inflated(packed, RAW_DEFLATE, max_bytes)  # some servers send deflate without its zlib frame
    except zlib.error as error:
        raise DamagedBody(f"its packing is damaged ({error})") from error


def _inflated(packed: bytes, window_bits: int, max_bytes: int) -> bytes:
    """Undo one or several packed members; each step may add only what is still allowed, and one byte to notice."""
    body = bytearray()
    for _ in range(MOST_MEMBERS):
        unpack = zlib.decompressobj(window_bits)
        body += unpack.decompress(packed, max_bytes + 1 - len(body))
        if len(body) > max_bytes:
            raise BodyTooLarge(f"more than {max_bytes:,} bytes once unpacked")
        if not unpack.eof:
            raise DamagedBody("its packing is cut short")
        packed = unpack.unused_data
        if not packed:
            return bytes(body)
    raise DamagedBody(f"it holds more than {MOST_MEMBERS} packed members")
