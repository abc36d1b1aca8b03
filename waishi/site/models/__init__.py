from waishi.site.models.banner import AlertBanner, AlertBannerQuerySet
from waishi.site.models.figure import StatedFigure
from waishi.site.models.identity import OtherName, SiteIdentity
from waishi.site.models.link import Link, LinkGroup
from waishi.site.models.mourning import MourningPeriod
from waishi.site.models.old_address import OldAddress
from waishi.site.models.script import ScriptException

__all__ = [
    "AlertBanner",
    "AlertBannerQuerySet",
    "Link",
    "LinkGroup",
    "MourningPeriod",
    "OldAddress",
    "OtherName",
    "ScriptException",
    "SiteIdentity",
    "StatedFigure",
]
