from waishi.publishing.admin import deputy, notice, readers, term, wording
from waishi.publishing.admin.office import OfficeAdmin, PartInline, PublicRecordAdmin

__all__ = [
    "OfficeAdmin",
    "PartInline",
    "PublicRecordAdmin",
    "deputy",
    "notice",
    "readers",
    "term",
    "wording",
]
