from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from news.models import SectionLimit
from waishi.accounts.admin import contribute_inline


class SectionLimitInline(admin.TabularInline):
    """On the page of an account: the sections its work is limited to."""

    model = SectionLimit
    fields = ["section"]
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Sections are chosen here, not made or changed."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for act in ("add", "change", "view"):
            setattr(field.widget, f"can_{act}_related", False)
        return field


contribute_inline(SectionLimitInline)
