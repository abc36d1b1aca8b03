import simple_history
from modeltranslation.translator import TranslationOptions, translator

from friendship_cities import models


class CountryTranslation(TranslationOptions):
    fields = ("name",)


class CityTranslation(TranslationOptions):
    fields = ("name", "profile")


class LocalPartyTranslation(TranslationOptions):
    fields = ("name",)


class PartnershipTranslation(TranslationOptions):
    fields = ("fields_of_cooperation", "profile")


class AgreementTranslation(TranslationOptions):
    fields = ("title", "parties", "place", "signatories")


class VisitTranslation(TranslationOptions):
    fields = ("title", "delegation", "hosts", "summary")


class GuestTranslation(TranslationOptions):
    fields = ("name", "post")


class StopTranslation(TranslationOptions):
    fields = ("place",)


class UseOfPictureTranslation(TranslationOptions):
    fields = ("alt", "caption")


class EventTranslation(TranslationOptions):
    fields = ("title", "series", "venue", "summary")


translator.register(models.Country, CountryTranslation)
translator.register(models.City, CityTranslation)
translator.register([models.LocalParty, models.LocalPartyName], LocalPartyTranslation)
translator.register(models.Partnership, PartnershipTranslation)
translator.register(models.Agreement, AgreementTranslation)
translator.register(models.Visit, VisitTranslation)
translator.register(models.VisitGuest, GuestTranslation)
translator.register(models.VisitStop, StopTranslation)
translator.register([models.VisitPicture, models.EventPicture], UseOfPictureTranslation)
translator.register(models.Event, EventTranslation)
translator.register(models.EventOrganiser, LocalPartyTranslation)

# After the translations, or history would silently know only the bare columns.
for model in (
    models.Country,
    models.City,
    models.LocalParty,
    models.Partnership,
    models.Standing,
    models.Agreement,
    models.Visit,
    models.Event,
):
    simple_history.register(model, app="friendship_cities")
