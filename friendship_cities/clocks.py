"""What the clocks say at a partner's, told from Beijing time.

A page can be kept for a while, so what lists say is the difference, which moves
only where summer time begins or ends.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from waishi.zones import zone_of

BEIJING = ZoneInfo("Asia/Shanghai")


def ahead_of_beijing(name: str, moment: datetime) -> timedelta | None:
    """How far the clocks of a zone are ahead at `moment`; None where the zone is not known."""
    zone = zone_of(name)
    there = moment.astimezone(zone).utcoffset() if zone else None
    here = moment.astimezone(BEIJING).utcoffset()
    return there - here if there is not None and here is not None else None


def clock_in_words(zone: str, moment: datetime) -> str:
    """比北京时间晚 6 小时; empty where the zone is not known."""
    ahead = ahead_of_beijing(zone, moment)
    if ahead is None:
        return ""
    if not ahead:
        return _("与北京时间相同")
    apart = time_in_words(abs(ahead))
    if ahead > timedelta():
        return _("比北京时间早 %(time)s") % {"time": apart}
    return _("比北京时间晚 %(time)s") % {"time": apart}


def time_in_words(length: timedelta) -> str:
    """6 小时, or 5 小时 30 分."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    if minutes:
        return _("%(hours)d 小时 %(minutes)d 分") % {"hours": hours, "minutes": minutes}
    return _("%(hours)d 小时") % {"hours": hours}
