from modeltranslation.translator import TranslationOptions, translator

from waishi.site.models import (
    AlertBanner,
    Link,
    LinkGroup,
    MourningPeriod,
    OldAddress,
    OtherName,
    ScriptException,
    SiteIdentity,
    StatedFigure,
)


class SiteIdentityTranslation(TranslationOptions):
    fields = (
        "name",
        "tagline",
        "mark_alt",
        "organiser",
        "operator",
        "address",
        "office_hours",
        "contact",
        "about",
    )


class OtherNameTranslation(TranslationOptions):
    fields = ("name",)


class StatedFigureTranslation(TranslationOptions):
    fields = ("label", "unit", "stated_by")


class LinkGroupTranslation(TranslationOptions):
    fields = ("title",)


class LinkTranslation(TranslationOptions):
    fields = ("title", "address", "note")


class AlertBannerTranslation(TranslationOptions):
    fields = ("text",)


class ScriptExceptionTranslation(TranslationOptions):
    """None: it is about characters. The office's admin asks for every model's options."""

    fields = ()


class MourningPeriodTranslation(TranslationOptions):
    """None either: the occasion is for the office."""

    fields = ()


class OldAddressTranslation(TranslationOptions):
    """None either: an address is in no language."""

    fields = ()


translator.register(OldAddress, OldAddressTranslation)
translator.register(ScriptException, ScriptExceptionTranslation)
translator.register(SiteIdentity, SiteIdentityTranslation)
translator.register(OtherName, OtherNameTranslation)
translator.register(StatedFigure, StatedFigureTranslation)
translator.register(LinkGroup, LinkGroupTranslation)
translator.register(Link, LinkTranslation)
translator.register(AlertBanner, AlertBannerTranslation)
translator.register(MourningPeriod, MourningPeriodTranslation)
