"""What an inspection of government sites would find missing (国办秘函〔2019〕19号).

The identity's own items stand here; other rooms add what they know of theirs.
"""

from collections.abc import Callable

from waishi.site.models import SiteIdentity

Check = Callable[[], list[str]]
# What other rooms look for (sections without a description), in a sentence each.
_checks: list[Check] = []

# 网站标识: what the footer of every page must list, with 找错 following the code.
ITEMS = {
    "name_zh_hans": "网站名称（页面标签 SiteName）",
    "domain": "域名（页面标签 SiteDomain）",
    "site_code": "网站标识码（页面标签 SiteIDCode；“我为政府网站找错”也要用它）",
    "icp_number": "ICP 备案号",
    "police_number": "公安备案号",
    "conac_id": "党政机关网站标识",
    "organiser_zh_hans": "主办单位",
}
WAYS_OF_CONTACT = ("address_zh_hans", "telephone", "email", "contact_zh_hans")


def contribute_check(check: Check) -> None:
    """Let another room say what an inspection would find missing in it."""
    _checks.append(check)


def missing_for_inspection(identity: SiteIdentity | None) -> list[str]:
    """What is missing, in the office's words; empty where an inspection finds all it asks for."""
    if identity is None:
        return ["网站标识还没有填写"]
    missing = [label for name, label in ITEMS.items() if not getattr(identity, name)]
    if not any(getattr(identity, name) for name in WAYS_OF_CONTACT):
        missing.append("联系方式")
    if identity.is_demonstration:
        missing.append("仍标为演示站点：页脚不显示标识，搜索引擎不收录")
    if not identity.is_public:
        missing.append("网站标识尚未公开")
    return missing + [found for check in _checks for found in check()]
