from modeltranslation.translator import TranslationOptions, translator

from waishi.site.models import SiteIdentity, StatedFigure


class SiteIdentityTranslation(TranslationOptions):
    fields = ("name", "tagline", "organiser", "contact", "about")


class StatedFigureTranslation(TranslationOptions):
    fields = ("label", "unit", "stated_by")


translator.register(SiteIdentity, SiteIdentityTranslation)
translator.register(StatedFigure, StatedFigureTranslation)
