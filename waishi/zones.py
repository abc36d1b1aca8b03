"""Time zones by the names of the IANA database, as people type them."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError

UNKNOWN = "“{name}”不是时区的名称，请写成 Asia/Shanghai、Europe/Paris 这样"


def zone_of(name: str) -> ZoneInfo | None:
    """The zone of a name; None where there is none."""
    try:
        return ZoneInfo(name)
    # `Asia` is a folder of the database: an OSError.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def validate_zone(name: str) -> None:
    """Refuse what is no zone: an hour without one says nothing."""
    if zone_of(name) is None:
        raise ValidationError(UNKNOWN.format(name=name))
