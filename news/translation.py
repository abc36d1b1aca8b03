from modeltranslation.translator import TranslationOptions, translator

from news.models import (
    Article,
    ArticleAttachment,
    ArticlePicture,
    ArticleVideo,
    FrontPick,
    Section,
    Topic,
)


class SectionTranslation(TranslationOptions):
    fields = ("name", "description", "keywords")


class TopicTranslation(TranslationOptions):
    fields = ("name", "introduction", "lead_picture_alt")


class FrontPickTranslation(TranslationOptions):
    """Nothing of it is written twice; the office's forms want every record here."""

    fields = ()


class ArticleTranslation(TranslationOptions):
    fields = (
        "title",
        "short_title",
        "subtitle",
        "summary",
        "body",
        "lead_picture_alt",
        "source",
        "change_note",
    )


class ArticlePictureTranslation(TranslationOptions):
    fields = ("alt", "caption")


class ArticleVideoTranslation(TranslationOptions):
    fields = ("caption",)


class ArticleAttachmentTranslation(TranslationOptions):
    fields = ("title",)


translator.register(Section, SectionTranslation)
translator.register(Topic, TopicTranslation)
translator.register(FrontPick, FrontPickTranslation)
translator.register(Article, ArticleTranslation)
translator.register(ArticlePicture, ArticlePictureTranslation)
translator.register(ArticleVideo, ArticleVideoTranslation)
translator.register(ArticleAttachment, ArticleAttachmentTranslation)
