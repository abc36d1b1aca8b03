from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from waishi.accounts.models import User
from waishi.publishing import audit

# Roles are made by `set_up_roles`, the same everywhere.
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts are made inactive, never deleted: what people did stays theirs."""

    list_display = ["username", "display_name", "unit", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "display_name", "unit"]
    ordering = ["username"]
    filter_horizontal = ["groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("何人", {"fields": ["display_name", "unit", "email"]}),
        ("权限", {"fields": ["is_active", "is_staff", "groups"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "username",
                    "display_name",
                    "unit",
                    "usable_password",
                    "password1",
                    "password2",
                    "is_staff",
                    "groups",
                ]
            },
        ),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit.record(
            request.user, "修改账号" if change else "新建账号", obj, fields=form.changed_data
        )

    def log_addition(self, request: HttpRequest, obj: User, message) -> None:
        """Nothing: the audit is ours."""

    def log_change(self, request: HttpRequest, obj: User, message) -> None:
        """Nothing: the audit is ours."""
