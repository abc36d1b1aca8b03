from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from waishi.accounts.models import User
from waishi.accounts.roles import ADMINISTRATOR, REVIEWERS
from waishi.publishing import audit
from waishi.publishing.admin.lists import NamedList

# Roles are made by `set_up_roles`, the same everywhere.
admin.site.unregister(Group)


# What other rooms keep of an account: each an inline of its page.
_inlines: list[Any] = []


def contribute_inline(inline: Any) -> None:
    """Let another room keep something of an account on its page."""
    _inlines.append(inline)


class ApartForm(ModelForm):
    """Whoever manages accounts does not review, not even by giving it to themselves."""

    def clean_groups(self) -> QuerySet[Group]:
        groups: QuerySet[Group] = self.cleaned_data["groups"]
        names = {group.name for group in groups}
        if ADMINISTRATOR in names and names & REVIEWERS:
            raise ValidationError("管理员不能同时是审稿人，请分给两个人。")
        return groups


class AccountForm(ApartForm, UserChangeForm):
    """An account as it is kept."""


class NewAccountForm(ApartForm, UserCreationForm):
    """A new account with its first password."""


@admin.register(User)
class AccountAdmin(NamedList, UserAdmin):
    """Accounts are made inactive, never deleted: what people did stays theirs."""

    form = AccountForm
    add_form = NewAccountForm
    change_form_template = "office/account_form.html"
    list_display = ["username", "display_name", "unit", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "display_name", "unit"]
    ordering = ["username"]
    filter_horizontal = []
    readonly_fields = ["password_state"]
    fieldsets = [
        (None, {"fields": ["username", "password_state"]}),
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
                    "password1",
                    "password2",
                    "is_staff",
                    "groups",
                ]
            },
        ),
    ]

    @admin.display(description="密码")
    def password_state(self, obj: User) -> str:
        """Whether there is one; how it is kept is nobody's business."""
        return "已设" if obj.has_usable_password() else "没有设，不能登录"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever gets an account works at this desk."""
        return {"is_staff": True} | super().get_changeform_initial_data(request)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The few roles there are, to be ticked."""
        if db_field.name == "groups":
            kwargs |= {"widget": CheckboxSelectMultiple, "label": "角色", "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Nobody gives themselves a role."""
        own = ["is_active", "is_staff", "groups"] if obj and obj.pk == request.user.pk else []
        return [*super().get_readonly_fields(request, obj), *own]

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        """Once the account is there."""
        return _inlines if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        audit.record(
            request.user, "修改账号" if change else "新建账号", obj, fields=form.changed_data
        )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.has_changed():
            name = str(formset.model._meta.verbose_name)
            left = [str(row) for row in formset.get_queryset().all()]
            audit.record(request.user, f"修改{name}", form.instance, now=left)

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002 (the name is Django's)
        form_url: str = "",
    ) -> HttpResponse:
        response = super().user_change_password(request, id, form_url)
        # Also where two buttons contradicted each other: said once too often
        # is better than not at all.
        if isinstance(response, HttpResponseRedirect):
            audit.record(request.user, "重设密码", User.objects.get(pk=unquote(id)))
        return response

    def log_addition(self, request: HttpRequest, obj: User, message) -> None:
        """Nothing: the audit is ours."""

    def log_change(self, request: HttpRequest, obj: User, message) -> None:
        """Nothing: the audit is ours."""
