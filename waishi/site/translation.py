from modeltranslation.translator import TranslationOptions, translator

from waishi.site.models import ScriptException, SiteIdentity, StatedFigure


class SiteIdentityTranslation(TranslationOptions):
    fields = ("name", "tagline", "organiser", "contact", "about")


class StatedFigureTranslation(TranslationOptions):
    fields = ("label", "unit", "stated_by")


class ScriptExceptionTranslation(TranslationOptions):
    """None: it is about characters. The office's admin asks for every model's options."""

    fields = ()


translator.register(ScriptException, ScriptExceptionTranslation)
translator.register(SiteIdentity, SiteIdentityTranslation)
translator.register(StatedFigure, StatedFigureTranslation)
