from modeltranslation.translator import TranslationOptions, translator

from waishi.publishing.models import Official, Term, WordRule


class OfficialTranslation(TranslationOptions):
    fields = ("name", "post")


class WordRuleTranslation(TranslationOptions):
    # A word belongs to its language: nothing of it is translated. The office's forms
    # ask for every record's options.
    fields = ()


class TermTranslation(TranslationOptions):
    # Both languages stand in columns of their own name.
    fields = ()


translator.register(Term, TermTranslation)
translator.register(Official, OfficialTranslation)
translator.register(WordRule, WordRuleTranslation)
