"""Passwords and the recovery code, as a person types them."""

import secrets
import unicodedata

from webui.notebook.characters import replace_surrogates
from webui.notebook.errors import PasswordRefused, WrongPassword

CODE_BYTES = 20
CODE_GROUPS = 8
_GROUP = 4
_DIGIT_BITS = 5

# Crockford's base 32 (crockford.com/base32.html): no I, L, O, U.
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = {"O": "0", "I": "1", "L": "1"}


def normalise_password(text: str) -> str:
    """The text as every keyboard and system gives it: NFC, each kind of space as a plain one.

    RFC 8265 (OpaqueString), section 4.2.2; nothing is trimmed and case counts. Lone surrogates
    become U+FFFD, so that the result can always be encoded.
    """
    plain = "".join(" " if unicodedata.category(c) == "Zs" else c for c in text)
    return unicodedata.normalize("NFC", replace_surrogates(plain))


def accept_password(text: str) -> str:
    """A new password, normalised. Raises PasswordRefused when empty or with control characters.

    Control characters can't be typed into most login forms (RFC 8264 leaves them out as well):
    such a password could be set and never given again.
    """
    password = normalise_password(text)
    if not password:
        raise PasswordRefused("Choose a password.")
    if any(unicodedata.category(c) == "Cc" for c in password):
        raise PasswordRefused("A password can't hold tabs, line ends or other control characters.")
    return password


def make_code() -> bytes:
    """160 random bits for a recovery code."""
    return secrets.token_bytes(CODE_BYTES)


def write_code(code: bytes) -> str:
    """The code as it is shown: eight groups of four, with hyphens between."""
    value = int.from_bytes(code)
    count = CODE_GROUPS * _GROUP
    digits = [_DIGITS[value >> _DIGIT_BITS * at & 31] for at in reversed(range(count))]
    groups = ("".join(digits[at : at + _GROUP]) for at in range(0, count, _GROUP))
    return "-".join(groups)


def read_code(text: str) -> bytes:
    """The code that a person typed. Raises WrongPassword when it can't be one.

    Case, spaces, hyphens and dashes of any kind don't count; O is read as 0, I and L as 1;
    full-width letters and digits are read as plain ones.
    """
    value = 0
    count = 0
    for c in unicodedata.normalize("NFKC", text).upper():
        if c.isspace() or unicodedata.category(c) in ("Pd", "Cf", "Cc"):
            continue
        digit = _DIGITS.find(_READ_AS.get(c, c))
        if digit < 0:
            raise WrongPassword
        value = value << _DIGIT_BITS | digit
        count += 1
        if count > CODE_GROUPS * _GROUP:
            raise WrongPassword
    if count != CODE_GROUPS * _GROUP:
        raise WrongPassword
    return value.to_bytes(CODE_BYTES)
