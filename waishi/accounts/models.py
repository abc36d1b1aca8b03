"""Who works here."""

from functools import cached_property

from django.contrib.auth.models import AbstractUser, Permission
from django.db import models


class User(AbstractUser):
    """One person of the office or of a district; never shared, never deleted.

    What people did stays under their name: who leaves is made inactive.
    """

    # As Django documents taking a field away; its stubs do not know it.
    first_name = None  # type: ignore[assignment]  # Django's own way
    last_name = None  # type: ignore[assignment]  # likewise
    display_name = models.CharField("姓名", max_length=40)
    unit = models.CharField("处室或单位", max_length=80, blank=True)

    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"

    def __str__(self) -> str:
        return f"{self.display_name}（{self.unit}）" if self.unit else self.display_name

    def get_full_name(self) -> str:
        """The name staff see in the admin."""
        return self.display_name

    def get_short_name(self) -> str:
        """The same: Chinese names are not cut."""
        return self.display_name

    @cached_property
    def held_permissions(self) -> frozenset[str]:
        """What the person's roles grant, as `app.codename`.

        Django's own answer, read once for both, lets a superuser do everything; and
        whoever manages accounts must not be able to release.
        """
        if not self.is_superuser:
            return frozenset(self.get_group_permissions())
        if not self.is_active:
            return frozenset()
        granted = Permission.objects.filter(group__user=self).distinct()
        names = granted.values_list("content_type__app_label", "codename")
        return frozenset(f"{app}.{codename}" for app, codename in names)

    def holds(self, permission: str) -> bool:
        """Whether one of the person's roles grants `permission`."""
        return permission in self.held_permissions

    @property
    def handles_any_text(self) -> bool:
        """Whether one of the person's roles opens everybody's texts."""
        return any(".handle_any_" in permission for permission in self.held_permissions)
