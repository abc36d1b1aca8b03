from typing import Any

from django.contrib import admin

from waishi.publishing.admin import OfficeAdmin
from waishi.publishing.admin.forms import OfficeForm
from waishi.site.models import OldAddress
from waishi.site.models.old_address import path_of


class OldAddressForm(OfficeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The number of an article becomes its path before the field is checked.
        self.fields["target"].to_python = lambda said: path_of(said or "")


@admin.register(OldAddress)
class OldAddressAdmin(OfficeAdmin):
    form = OldAddressForm
    list_display = ["path", "target", "remark"]
    search_fields = ["path", "target", "remark"]
    fieldsets = [(None, {"fields": ["path", "target", "remark"]})]
