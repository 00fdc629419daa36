#!/usr/bin/env python3
"""What keytool does not write: jks.py KIND IN PASSPHRASE OUT, from a JKS or JCEKS that keytool wrote. The digest is made anew."""
import hashlib, struct, sys

kind, source, passphrase, out = sys.argv[1:]
content = open(source, "rb").read()[:-20]


def entries(content):
    """(bytes before the content, content pieces) of each entry of version 2, trusted certificates and keys only."""
    at = 12
    for _ in range(struct.unpack(">I", content[8:12])[0]):
        tag, = struct.unpack(">I", content[at:at + 4])
        length, = struct.unpack(">H", content[at + 4:at + 6])
        end = at + 6 + length + 8
        head, pieces = content[at:end], []

        def octets(end):
            size, = struct.unpack(">I", content[end:end + 4])
            return content[end:end + 4 + size], end + 4 + size

        count = 1
        if tag == 1:
            piece, end = octets(end)
            count, = struct.unpack(">I", content[end:end + 4])
            head += piece + content[end:end + 4]
            end += 4
        for _ in range(count):
            name, = struct.unpack(">H", content[end:end + 2])
            kind = content[end:end + 2 + name]
            piece, end = octets(end + 2 + name)
            pieces.append((kind, piece))
        yield head, pieces
        at = end


if kind == "version-1":  # without the types of the certificates, as JDK 1.1 wrote it
    content = content[:4] + struct.pack(">I", 1) + content[8:12] + b"".join(
        head + b"".join(piece for _, piece in pieces) for head, pieces in entries(content))
elif kind == "version-3":
    content = content[:4] + struct.pack(">I", 3) + content[8:]
elif kind == "count":
    content = content[:8] + struct.pack(">I", 0xFFFFFFFF) + content[12:]
elif kind == "other-certificate-type":
    content = content[:12] + b"".join(head + b"".join(b"\0\4CVC1" + piece for _, piece in pieces[:1])
                                      + b"".join(kind + piece for kind, piece in pieces[1:]) for head, pieces in entries(content))
elif kind == "bad-alias":  # half a surrogate pair, which is a string in Java and no text
    content = content.replace(b"\0\4leaf", b"\0\4l\xed\xa0\xbd", 1)
elif kind == "externalizable":  # a class with a format of its own
    at = content.index(b"\x72", content.index(b"\xac\xed\0\x05"))
    at += 3 + struct.unpack(">H", content[at + 1:at + 3])[0] + 8
    content = content[:at] + b"\x0c" + content[at + 1:]
else:
    raise SystemExit(kind)
digest = hashlib.sha1(passphrase.encode("utf-16-be") + b"Mighty Aphrodite" + content).digest()
open(out, "wb").write(content + digest)
