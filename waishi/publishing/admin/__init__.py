from waishi.publishing.admin import deputy, readers, wording
from waishi.publishing.admin.office import OfficeAdmin, PartInline, PublicRecordAdmin

__all__ = ["OfficeAdmin", "PartInline", "PublicRecordAdmin", "deputy", "readers", "wording"]
