"""The exceptions: one class for each kind, so that a program can catch what it can act on."""

from __future__ import annotations


class Error(ValueError):
    """Why an input was refused. `str()` gives one line, `place: what is wrong`, without a byte of
    the input; `help` says what to do about it.
    """

    kind: str
    place: str
    help: str
    line: int | None
    byte: int | None
    block: int | None
    in_private_key_input: bool
    oid: str | None
    feature: str | None
    note_code: str | None
    exceeded: tuple[str, int, int] | None

    def __init__(
        self,
        message: str,
        *,
        kind: str = "",
        place: str = "",
        help: str = "",
        line: int | None = None,
        byte: int | None = None,
        block: int | None = None,
        in_private_key_input: bool = False,
        oid: str | None = None,
        feature: str | None = None,
        note_code: str | None = None,
        exceeded: tuple[str, int, int] | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.place = place
        self.help = help
        self.line = line
        self.byte = byte
        self.block = block
        self.in_private_key_input = in_private_key_input
        self.oid = oid
        self.feature = feature
        self.note_code = note_code
        self.exceeded = exceeded
        # Python 3.11 and later print notes below the message of an uncaught exception.
        if help and hasattr(self, "add_note"):
            self.add_note(help)

    def __reduce__(self):  # type: ignore[no-untyped-def]
        """Keeps the fields when another process raises it again."""
        return (_again, (type(self), str(self), {**self.__dict__}))


class EmptyError(Error):
    """The input is empty or only whitespace."""


class UnrecognizedFormatError(Error):
    """The input is not certificate material in any known form."""


class MalformedError(Error):
    """The input violates the rules of its own format."""


class PassphraseError(Error):
    """Another passphrase is needed."""


class PassphraseRequiredError(PassphraseError):
    """The certificates are encrypted and no passphrase was given."""


class IncorrectPassphraseError(PassphraseError):
    """The given passphrase is wrong, or the file was changed."""


class UnsupportedError(Error):
    """The input uses an algorithm or a structure that is not supported."""


class NoCertificateOrKeyError(Error):
    """The input was understood, but contains neither a certificate nor a private key."""


class LimitExceededError(Error):
    """Parsing the input would exceed a limit: `exceeded` is its name, what was asked and what is
    allowed.
    """


class RefusedError(Error):
    """`strict` refused an input that needs a leniency, or the input has two readings."""


_CLASSES: dict[str, type[Error]] = {
    "empty": EmptyError,
    "unrecognized_format": UnrecognizedFormatError,
    "malformed": MalformedError,
    "passphrase_required": PassphraseRequiredError,
    "incorrect_passphrase": IncorrectPassphraseError,
    "unsupported": UnsupportedError,
    "no_certificate_or_key": NoCertificateOrKeyError,
    "limit_exceeded": LimitExceededError,
    "refused": RefusedError,
}


def class_of(kind: str) -> type[Error]:
    """The class for a kind; `Error` for one that a newer version of the crate adds."""
    return _CLASSES.get(kind, Error)


def _again(cls: type[Error], message: str, fields: dict[str, object]) -> Error:
    error = cls(message)
    error.__dict__.update(fields)
    return error
