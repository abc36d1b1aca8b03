from modeltranslation.translator import TranslationOptions, translator

from waishi.media.models import Picture


class PictureTranslation(TranslationOptions):
    fields = ("credit",)


translator.register(Picture, PictureTranslation)
