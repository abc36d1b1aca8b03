"""What every record that several people edit has in common."""

from typing import Self

from django.db import models


class Versioned(models.Model):
    """A record that nobody overwrites without having seen it.

    `version` rises by one with every change of content; a trigger refuses any
    other change, by whatever road it comes. `publishing.saving` writes it.
    """

    # Fields of rich text, cleaned at every save.
    prose: tuple[str, ...] = ()

    version = models.PositiveIntegerField("版本", default=1, editable=False)

    class Meta:
        abstract = True


class PublicRecordQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Records that readers see."""
        return self.filter(is_public=True)


class PublicRecord(Versioned):
    """A record of the register, or a setting of the site, that readers can see.

    It becomes public, and changes while it is public, by a `Proposal` that
    another person approved; a trigger holds that. Anyone who may decide
    proposals can take it back at once.
    """

    is_public = models.BooleanField("已公开", default=False, editable=False)

    class Meta:
        abstract = True
