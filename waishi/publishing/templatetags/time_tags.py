"""Moments as the office reads them: always with whose time it is, and what remains."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def beijing(value: datetime | None) -> SafeString:
    """A moment with its zone: {{ release.live_from|beijing }} → 2026-11-28 09:00（北京时间）."""
    if value is None:
        return SafeString("")
    local = timezone.localtime(value)
    machine = local.replace(microsecond=0).isoformat()
    said = f"{local:%Y-%m-%d %H:%M}（北京时间）"
    return format_html('<time datetime="{}">{}</time>', machine, said)


@register.filter
def remaining(value: datetime, moment: datetime) -> str:
    """What remains until then, or how long ago it was: 还有2天3小时, 已过5分钟."""
    distance = value - moment
    return (
        f"还有{_in_words(distance)}" if distance > timedelta(0) else f"已过{_in_words(-distance)}"
    )


@register.filter
def ago(value: datetime) -> str:
    """How long ago it was: {{ one.opened_at|ago }} → 刚刚, 3分钟前."""
    passed = timezone.now() - value
    return f"{_in_words(passed)}前" if passed >= timedelta(minutes=1) else "刚刚"


@register.filter
def for_input(value: datetime | None) -> str:
    """A moment as a datetime-local box holds it, in Beijing time."""
    return f"{timezone.localtime(value):%Y-%m-%dT%H:%M}" if value else ""


def _in_words(distance: timedelta) -> str:
    """The two largest units that say something; less than a minute is 不到1分钟."""
    minutes = int(distance.total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    units = [(days, "天"), (hours, "小时"), (rest, "分钟")]
    said = [f"{number}{unit}" for number, unit in units if number][:2]
    return "".join(said) or "不到1分钟"
