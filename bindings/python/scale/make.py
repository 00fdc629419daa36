"""Makes distinct certificates in mixed formats: make.py ROWS FILE.parquet, or make.py ROWS FOLDER/.

Each row has an `id`, a `certificate` in one of ten forms, and what it must be read as. The
certificates are distinct in serial number, subject, dates and signature; the rest is that of a
template. The signature is noise of the right length and does not verify. One row in twenty is broken,
empty or null.
"""

import base64
import datetime
import hashlib
import sys
from pathlib import Path

TESTDATA = Path(__file__).resolve().parents[3] / "testdata"
FIRST_DAY = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)


def der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    length = len(content)
    if length < 128:
        return bytes((tag, length)) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 128 | len(octets))) + octets + content


def values(octets: bytes) -> list[bytes]:
    """The values one after the other in `octets`, each with tag and length."""
    found, at = [], 0
    while at < len(octets):
        start, length = at, octets[at + 1]
        at += 2
        if length > 127:
            count = length & 127
            length, at = int.from_bytes(octets[at : at + count], "big"), at + count
        at += length
        found.append(octets[start:at])
    return found


def content(value: bytes) -> bytes:
    skipped = 2 + (value[1] & 127 if value[1] > 127 else 0)
    return value[skipped:]


class Template:
    """The parts of a certificate that every row shares."""

    def __init__(self, certificate: bytes) -> None:
        tbs, self.signed_with, signature = values(content(certificate))
        parts = values(content(tbs))
        self.version, self.algorithm, self.issuer = parts[0], parts[2], parts[3]
        self.rest = parts[6:]
        self.signature_length = len(content(signature)) - 1

    def make(self, row: int) -> tuple[bytes, str, datetime.datetime]:
        """A certificate, its subject and its end."""
        name = f"host-{row:010}.example.net"
        begin = FIRST_DAY + datetime.timedelta(minutes=row % 1_000_000)
        end = begin + datetime.timedelta(days=47 + row % 400)
        times = (der(0x17, f"{one:%y%m%d%H%M%SZ}".encode()) for one in (begin, end))
        serial = der(0x02, b"\x01" + row.to_bytes(15, "big"))
        owner = attribute(b"\x55\x04\x0a", "Example Inc")
        subject = der(0x30, owner, attribute(b"\x55\x04\x03", name))
        validity = der(0x30, *times)
        fixed = (self.version, serial, self.algorithm, self.issuer, validity, subject, *self.rest)
        noise = hashlib.shake_128(name.encode()).digest(self.signature_length)
        certificate = der(0x30, der(0x30, *fixed), self.signed_with, der(0x03, b"\0", noise))
        return certificate, f"CN={name}, O=Example Inc", end


def attribute(oid: bytes, text: str) -> bytes:
    return der(0x31, der(0x30, der(0x06, oid), der(0x0C, text.encode())))


def pem(certificate: bytes, line: str = "\n") -> bytes:
    body = base64.encodebytes(certificate).decode().replace("\n", line)
    return f"-----BEGIN CERTIFICATE-----{line}{body}-----END CERTIFICATE-----{line}".encode()


PKCS7 = bytes.fromhex("2a864886f70d0107")
PKCS12 = bytes.fromhex("2a864886f70d010c0a0103")
X509 = bytes.fromhex("2a864886f70d01091601")


def data(octets: bytes) -> bytes:
    """A ContentInfo with data."""
    return der(0x30, der(0x06, PKCS7 + b"\x01"), der(0xA0, der(0x04, octets)))


def pkcs7(*certificates: bytes) -> bytes:
    """SignedData without signers, as in a P7B."""
    empty = der(0x31)
    version, of_data = der(0x02, b"\x01"), der(0x30, der(0x06, PKCS7 + b"\x01"))
    signed = der(0x30, version, empty, of_data, der(0xA0, *certificates), empty)
    return der(0x30, der(0x06, PKCS7 + b"\x02"), der(0xA0, signed))


def pkcs12(certificate: bytes) -> bytes:
    """A PFX without encryption and MAC."""
    value = der(0x30, der(0x06, X509), der(0xA0, der(0x04, certificate)))
    safe = der(0x30, der(0x30, der(0x06, PKCS12), der(0xA0, value)))
    return der(0x30, der(0x02, b"\x03"), data(der(0x30, data(safe))))


TEMPLATE = Template((TESTDATA / "certificate/example.der").read_bytes())


def make(row: int) -> tuple[int, bytes | None, str | None, datetime.datetime | None]:
    certificate, subject, end = TEMPLATE.make(row)
    kind = row % 20
    if kind == 19:
        return row, broken(certificate, row // 20), None, None
    return row, form(certificate, kind), subject, end


def form(certificate: bytes, kind: int) -> bytes:
    """Eight of twenty in DER, four in PEM, the others in seven more forms."""
    if kind < 8:
        return certificate
    if kind < 12:
        return pem(certificate)
    match kind:
        case 12:
            return pem(certificate, "\r\n")
        case 13:
            return base64.b64encode(certificate)
        case 14:
            return pem(certificate).replace(b"\n", b"\\n")
        case 15:
            return certificate.hex().encode()
        case 16:
            return pkcs7(certificate)
        case 17:
            return pkcs12(certificate)
        case _:
            return b"issued for you\n" + pem(certificate) + b"\nregards\n"


def broken(certificate: bytes, row: int) -> bytes | None:
    match row % 5:
        case 0:
            return certificate[:-1]
        case 1:
            return b"not a certificate"
        case 2:
            return b""
        case 3:
            return pem(certificate).replace(b"A", b"?", 1)
        case _:
            return None


def write_parquet(count: int, path: Path, batch: int = 10_000) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    end = pa.timestamp("us", "UTC")
    fields = [
        ("id", pa.int64()),
        ("certificate", pa.binary()),
        ("subject", pa.string()),
        ("not_after", end),
    ]
    schema = pa.schema(fields)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for start in range(0, count, batch):
            made = [make(row) for row in range(start, min(count, start + batch))]
            columns = [list(column) for column in zip(*made)]
            arrays = [pa.array(column, kind) for column, (_, kind) in zip(columns, fields)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def write_files(count: int, folder: Path) -> None:
    """A folder of files; rows that are null have none."""
    for row, certificate, *_ in map(make, range(count)):
        if certificate is not None:
            path = folder / f"{row // 1000:04}" / f"{row:08}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(certificate)


if __name__ == "__main__":
    target = sys.argv[2]
    write = write_files if target.endswith("/") else write_parquet
    write(int(sys.argv[1]), Path(target))
