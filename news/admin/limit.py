from django.contrib import admin

from news.models import SectionLimit
from waishi.accounts.admin import contribute_inline


class SectionLimitInline(admin.TabularInline):
    """On the page of an account: the sections its work is limited to."""

    model = SectionLimit
    fields = ["section"]
    extra = 0


contribute_inline(SectionLimitInline)
