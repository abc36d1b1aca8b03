"""What the pages of the desk say of waiting."""

from datetime import datetime

from django import template

from waishi.publishing.models import Review

register = template.Library()

MINUTE, HOUR, DAY = 60, 3600, 86400


@register.filter
def waited(since: datetime, moment: datetime) -> str:
    """How long something has waited, in words: `{{ entry.since|waited:moment }}` → 等了2天."""
    seconds = (moment - since).total_seconds()
    if seconds < MINUTE:
        return "刚刚送来"
    for length, unit in ((DAY, "天"), (HOUR, "小时"), (MINUTE, "分钟")):
        if seconds >= length:
            return f"等了{int(seconds // length)}{unit}"
    raise AssertionError("a minute has passed")


@register.filter
def said_by(review: Review) -> str:
    """Whose word a review is: `{{ review|said_by }}` → 张某（代李某）."""
    name = review.reviewer.display_name
    if review.signer:
        return f"{review.signer}（{review.signer_post}，{review.signed_on} 纸面签批，{name}登记）"
    return f"{name}（代{review.on_behalf_of.display_name}）" if review.on_behalf_of else name
