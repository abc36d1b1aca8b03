from modeltranslation.translator import TranslationOptions, translator

from waishi.media.models import Picture, Video


class PictureTranslation(TranslationOptions):
    fields = ("credit",)


class VideoTranslation(TranslationOptions):
    fields = ("title", "credit", "captions", "transcript")


translator.register(Picture, PictureTranslation)
translator.register(Video, VideoTranslation)
