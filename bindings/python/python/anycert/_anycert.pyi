"""The native half of the package. Import from `anycert`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol, TypedDict, final

from ._errors import Error

__all__ = [
    "Bundle",
    "Certificate",
    "Column",
    "Note",
    "PrivateKey",
    "PublicKey",
    "detect",
    "dns_names",
    "errors",
    "facts",
    "has_private_key",
    "is_ca",
    "issuer",
    "not_after",
    "not_before",
    "public_key",
    "read",
    "serial",
    "sha256",
    "subject",
]

_Data = bytes | bytearray | memoryview | str

class _Limits(TypedDict, total=False):
    """The limits of one parse; README's table of the crate has the defaults."""

    bags: int
    certificates: int
    input_bytes: int
    kdf_work: int
    memory_bytes: int
    nesting: int
    pem_sections: int
    private_keys: int
    text_layers: int
    unasked_kdf_work: int

class _ArrowArray(Protocol):
    """An object with an array: `pyarrow.Array`, `RecordBatch`, `Column`."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class _ArrowStream(Protocol):
    """An object with a stream: `pyarrow.ChunkedArray` and `Table`, Polars, DuckDB, DataFusion."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@final
class PublicKey:
    """The algorithm, size and curve of a public key."""

    @property
    def algorithm(self) -> str: ...
    @property
    def bits(self) -> int | None: ...
    @property
    def curve(self) -> str | None: ...
    @property
    def text(self) -> str:
        """All of it, as `str()` prints it: `RSA 2048`, `EC P-256`."""
    def __str__(self) -> str: ...
    def __repr__(self) -> str: ...

@final
class Certificate:
    """One X.509 certificate. Equal, ordered and hashed by its DER. No signature is checked.

    The properties of extensions raise `Error` if their extension cannot be read; one odd extension
    does not hide the others.
    """

    @staticmethod
    def from_der(der: _Data) -> Certificate:
        """Reads one certificate in DER, without trailing data."""
    @staticmethod
    def from_pem(pem: _Data) -> Certificate:
        """Reads PEM text with one certificate and no private key."""
    @property
    def der(self) -> bytes:
        """The whole certificate as it was in the input."""
    @property
    def subject_der(self) -> bytes: ...
    @property
    def issuer_der(self) -> bytes: ...
    @property
    def spki_der(self) -> bytes:
        """The SubjectPublicKeyInfo."""
    @property
    def subject(self) -> str:
        """`CN=example.com, O=Example Inc, C=US`; may be empty."""
    @property
    def issuer(self) -> str: ...
    @property
    def display_name(self) -> str:
        """A short name for lists: the common name, else the first alternative name, else the
        serial number. Neither unique nor proof of identity.
        """
    @property
    def serial(self) -> str:
        """The content octets of the serial number, in lower-case hexadecimal."""
    @property
    def serial_number(self) -> int: ...
    @property
    def not_before(self) -> datetime:
        """In UTC. `OverflowError` for the year 0, which `datetime` does not have."""
    @property
    def not_after(self) -> datetime:
        """In UTC. The year 9999 means that the certificate does not expire."""
    def is_valid_at(self, at: datetime) -> bool:
        """Whether `at`, which needs a time zone, is in the validity period. Checks only the dates."""
    @property
    def fingerprint_sha256(self) -> bytes: ...
    @property
    def fingerprint_sha256_hex(self) -> str: ...
    @property
    def fingerprint_sha1(self) -> bytes: ...
    @property
    def fingerprint_sha1_hex(self) -> str: ...
    @property
    def spki_sha256(self) -> bytes: ...
    @property
    def public_key(self) -> PublicKey: ...
    @property
    def signature_algorithm(self) -> str: ...
    @property
    def is_self_issued(self) -> bool: ...
    @property
    def is_ca(self) -> bool: ...
    @property
    def path_length(self) -> int | None: ...
    @property
    def subject_alt_names(self) -> list[tuple[str, str]]:
        """Pairs of kind and name: `("dns", "example.com")`."""
    @property
    def dns_names(self) -> list[str]: ...
    @property
    def key_usage(self) -> list[str] | None: ...
    @property
    def extended_key_usage(self) -> list[str] | None: ...
    @property
    def ocsp(self) -> list[str]: ...
    @property
    def ca_issuers(self) -> list[str]: ...
    @property
    def crl_distribution_points(self) -> list[str]: ...
    def matches_name(self, name: str) -> bool:
        """Whether the alternative names include this host name or IP address (RFC 9525)."""
    @property
    def friendly_name(self) -> str | None:
        """The name in its PKCS#12 bag, unchanged: it may contain any character."""
    @property
    def local_key_id(self) -> bytes | None: ...
    @property
    def integrity(self) -> str: ...
    def to_pem(self) -> str: ...
    def to_cryptography(self) -> Any:
        """The certificate as `cryptography.x509.Certificate`; needs the package `cryptography`."""
    def __bytes__(self) -> bytes: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: Certificate, /) -> bool: ...
    def __le__(self, other: Certificate, /) -> bool: ...
    def __gt__(self, other: Certificate, /) -> bool: ...
    def __ge__(self, other: Certificate, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...

@final
class PrivateKey:
    """A private key. `repr` has its algorithm and state, nothing else."""

    @property
    def algorithm(self) -> str | None: ...
    @property
    def bits(self) -> int | None: ...
    @property
    def curve(self) -> str | None: ...
    @property
    def state(self) -> str:
        """`clear`, `decrypted` or `locked`."""
    @property
    def lock_reason(self) -> str | None: ...
    @property
    def friendly_name(self) -> str | None: ...
    @property
    def local_key_id(self) -> bytes | None: ...
    @property
    def integrity(self) -> str: ...
    def secret_pkcs8_der(self) -> bytes | None:
        """The key in clear, `None` while it is locked. Python does not erase what it returns."""
    def secret_pkcs8_pem(self) -> str | None:
        """The key in clear, `None` while it is locked. Python does not erase what it returns."""
    def encrypted_pkcs8(self) -> bytes | None: ...
    def encrypted_pkcs8_pem(self) -> str | None: ...
    def locked_pem(self) -> str | None: ...
    def to_cryptography(self) -> Any:
        """The key as an object of the package `cryptography`, `None` while it is locked."""
    def __repr__(self) -> str: ...

@final
class Note:
    """A leniency that was applied, or another observation, with its place."""

    @property
    def code(self) -> str:
        """A stable word, for programs to act on."""
    @property
    def note_class(self) -> str:
        """`repaired`, `contradicted`, `skipped` or `observed`."""
    @property
    def place(self) -> str: ...
    @property
    def line(self) -> int | None: ...
    @property
    def byte(self) -> int | None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __str__(self) -> str: ...
    def __repr__(self) -> str: ...

@final
class Bundle:
    """Everything that one input contains."""

    @property
    def format(self) -> str:
        """The outermost container: `pem`, `certificate`, `pkcs7`, `pkcs12`, `java_key_store` or
        `private_key`.
        """
    @property
    def layers(self) -> list[str]:
        """The text encodings that were removed, outermost first."""
    @property
    def integrity(self) -> str: ...
    @property
    def subject(self) -> str | None:
        """The subject of the leaf."""
    @property
    def issuer(self) -> str | None: ...
    @property
    def not_after(self) -> datetime | None: ...
    @property
    def earliest_not_after(self) -> datetime | None:
        """The first expiry in the chain."""
    @property
    def has_private_key(self) -> bool:
        """Whether a private key is included, locked or not."""
    @property
    def display_name(self) -> str | None: ...
    @property
    def key_match(self) -> str:
        """`matches`, `mismatch`, `unknown`, `no_key` or `no_certificate`."""
    @property
    def key_match_unknown(self) -> str | None: ...
    @property
    def leaf(self) -> Certificate | None: ...
    @property
    def leaf_key(self) -> PrivateKey | None:
        """The key that belongs to the leaf, or one of which it cannot be determined."""
    @property
    def chain(self) -> list[Certificate]:
        """From the leaf upward. No signature is checked."""
    @property
    def certificates(self) -> list[Certificate]:
        """Every certificate, in the order of the input."""
    @property
    def private_keys(self) -> list[PrivateKey]: ...
    def certificate_of(self, key: PrivateKey) -> Certificate | None: ...
    def key_of(self, certificate: Certificate) -> PrivateKey | None: ...
    @property
    def notes(self) -> list[Note]: ...
    @property
    def broken(self) -> list[Error]:
        """With `skip_broken=True`, an exception for each item that could not be read."""
    def to_pem(self) -> str:
        """Every certificate: the leaf, its chain, then the others."""
    def chain_pem(self) -> str:
        """The leaf and its chain: what a server presents."""
    def metadata(self) -> dict[str, Any]:
        """Exactly `subject`, `issuer`, `expires_at` and `has_private_key`, as JSON has them."""
    def report(self) -> dict[str, Any]:
        """Everything known, without secrets, with the keys of the crate's JSON report."""
    def __repr__(self) -> str: ...

@final
class Column:
    """An Arrow column, or a table: `pyarrow.array(c)`, `pyarrow.table(c)`, `polars.Series(c)`."""

    @property
    def type(self) -> str: ...
    @property
    def names(self) -> list[str]:
        """The columns of a table; empty for a single column."""
    @property
    def null_count(self) -> int: ...
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __repr__(self) -> str: ...

def read(
    data: _Data,
    passphrase: _Data | None = None,
    private_key: _Data | None = None,
    strict: bool = False,
    *,
    integrity_passphrase: str | None = None,
    certificate_type: str | None = None,
    decrypt_keys: bool = True,
    skip_broken: bool = False,
    limits: _Limits | None = None,
) -> Bundle:
    """Reads certificate material in any form: the content of a file, not its path.

    An empty passphrase is a passphrase; `None` is none. `private_key` is a second input: the key,
    if it is separate. `strict` refuses what was repaired or contradicts. `skip_broken` keeps the
    readable neighbours of a broken item. Other threads run meanwhile.
    """

def detect(data: _Data) -> str | None:
    """The format of the outermost container, or `None` if it is not certificate material."""

def facts(
    array: _ArrowArray | _ArrowStream,
    columns: Sequence[str] | None = None,
    *,
    passphrase: _Data | None = None,
    strict: bool = False,
    skip_broken: bool = False,
    limits: _Limits | None = None,
    threads: int = 1,
) -> Column:
    """A table with facts about the leaf of each row: `subject`, `issuer`, `serial`, `not_before`,
    `not_after`, `sha256`, `dns_names`, `public_key`, `is_ca`, `has_private_key`, `format`,
    `error_kind`, `error`.

    A row that cannot be read has nulls, and its reason in `error_kind` and `error`.
    """

def subject(
    array: _ArrowArray | _ArrowStream,
    *,
    passphrase: _Data | None = None,
    strict: bool = False,
    skip_broken: bool = False,
    limits: _Limits | None = None,
    threads: int = 1,
) -> Column:
    """The subject of each row's leaf certificate; null for a row that cannot be read."""

def issuer(
    array: _ArrowArray | _ArrowStream,
    *,
    passphrase: _Data | None = None,
    strict: bool = False,
    skip_broken: bool = False,
    limits: _Limits | None = None,
    threads: int = 1,
) -> Column:
    """The issuer of each row's leaf certificate."""

def serial(
    array: _ArrowArray | _ArrowStream,
    *,
    passphrase: _Data | None = None,
    strict: bool = False,
    skip_broken: bool = False,
    limits: _Limits | None = None,
    threads: int = 1,
) -> Column:
    """The content octets of the serial number, in lower-case hexadecimal."""

def not_before(
    array: _ArrowArray | _ArrowStream,
    *,
    passphrase: _Data | None = None,
    strict: bool = False,
    skip_broken: bool = False,
    limits: _Limits | None = None,
    threads: int = 1,
) -> Column:
    """The first second of the validity period: `timestamp[us, UTC]`."""

def not_after(
    array: _ArrowArray | _ArrowStream,
    *,
    passphrase: _Data | None = None,
    strict: bool = False,
    skip_broken: bool = False,
    limits: _Limits | None = None,
    threads: int = 1,
) -> Column:
    """The last second of the validity period: `timestamp[us, UTC]`."""

def sha256(
    array: _ArrowArray | _ArrowStream,
    *,
    passphrase: _Data | None = None,
    strict: bool = False,
    skip_broken: bool = False,
    limits: _Limits | None = None,
    threads: int = 1,
) -> Column:
    """The SHA-256 fingerprint, in lower-case hexadecimal."""

def dns_names(
    array: _ArrowArray | _ArrowStream,
    *,
    passphrase: _Data | None = None,
    strict: bool = False,
    skip_broken: bool = False,
    limits: _Limits | None = None,
    threads: int = 1,
) -> Column:
    """The DNS names of subjectAltName, as a list."""

def public_key(
    array: _ArrowArray | _ArrowStream,
    *,
    passphrase: _Data | None = None,
    strict: bool = False,
    skip_broken: bool = False,
    limits: _Limits | None = None,
    threads: int = 1,
) -> Column:
    """The algorithm and size of the public key: `RSA 2048`, `EC P-256`."""

def is_ca(
    array: _ArrowArray | _ArrowStream,
    *,
    passphrase: _Data | None = None,
    strict: bool = False,
    skip_broken: bool = False,
    limits: _Limits | None = None,
    threads: int = 1,
) -> Column:
    """Whether basicConstraints says that it is a CA."""

def has_private_key(
    array: _ArrowArray | _ArrowStream,
    *,
    passphrase: _Data | None = None,
    strict: bool = False,
    skip_broken: bool = False,
    limits: _Limits | None = None,
    threads: int = 1,
) -> Column:
    """Whether the row includes a private key, locked or not."""

def errors(
    array: _ArrowArray | _ArrowStream,
    *,
    passphrase: _Data | None = None,
    strict: bool = False,
    skip_broken: bool = False,
    limits: _Limits | None = None,
    threads: int = 1,
) -> Column:
    """Why a row cannot be read; null for the others."""
