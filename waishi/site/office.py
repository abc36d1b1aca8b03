"""The office: Django's admin under our name, its first page a desk."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class OfficeSite(admin.AdminSite):
    """The admin of the office, in Chinese whatever the browser says."""

    site_header = "外事办公室工作台"
    site_title = "工作台"
    index_title = "今天要做的事"
    empty_value_display = "—"


class OfficeConfig(AdminConfig):
    default_site = "waishi.site.office.OfficeSite"
