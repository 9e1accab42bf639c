"""The named values of one request, each read with its type and its bounds."""

from collections.abc import Mapping, Sequence
from typing import Any

from invocations import Refused

REQUIRED: Any = object()  # the default of a value that must be there


class Fields:
    """Each reader raises Refused (INVALID_JSON) for a value of the wrong type or out of bounds; null counts as left out."""

    def __init__(self, values: Mapping[str, Any], from_header: bool = False) -> None:
        self.values = values
        self.from_header = from_header

    def get(self, name: str, default: Any = None) -> Any:
        """The value of any type, or the default. @raises Refused when it is REQUIRED and not there"""
        value = self.values.get(name)
        if value is None and default is REQUIRED:
            raise Refused("INVALID_JSON", f"{name} is missing")
        return default if value is None else value

    def number(self, name: str, default: float, low: float, high: float) -> float:
        value = self._number(name, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            raise Refused("INVALID_JSON", f"{name} must be a number from {low} to {high}")  # NaN is in no bounds
        return value

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self._number(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise Refused("INVALID_JSON", f"{name} must be a whole number from {low} to {high}")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.get(name, default)
        if self.from_header and isinstance(value, str):
            value = {"true": True, "false": False}.get(value.lower(), value)
        if not isinstance(value, bool):
            raise Refused("INVALID_JSON", f"{name} must be true or false")
        return value

    def text(self, name: str, longest: int) -> str | None:
        """A text of at most `longest` characters; None where there is none."""
        value = self.get(name)
        if value is not None and not is_text(value, longest):
            raise Refused("INVALID_JSON", f"{name} must be a text of 1 to {longest} characters")
        return None if value is None else str(value)

    def choice(self, name: str, default: str, choices: Sequence[str]) -> str:
        value = self.get(name, default)
        if not isinstance(value, str) or value not in choices:
            raise Refused("INVALID_JSON", f"{name} must be one of {', '.join(choices)}")
        return value

    def object(self, name: str) -> "Fields":
        """The fields of an object; none of them are there where it is left out."""
        value = self.get(name, {})
        if not isinstance(value, Mapping):
            raise Refused("INVALID_JSON", f"{name} must be an object")
        return Fields(value)

    def _number(self, name: str, default: float) -> Any:
        value = self.get(name, default)
        if not self.from_header or not isinstance(value, str):
            return value
        try:
            return int(value) if value.strip().lstrip("+-").isdecimal() else float(value)
        except ValueError:
            return value


def is_text(value: object, longest: int) -> bool:
    """Whether this is a text that UTF-8 can hold, is not blank, and has no control characters."""
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        return False
    return not any(c < " " or "\ud800" <= c <= "\udfff" for c in value)
