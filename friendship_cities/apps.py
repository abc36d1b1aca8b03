from django.apps import AppConfig


class FriendshipCitiesConfig(AppConfig):
    name = "friendship_cities"
    verbose_name = "友城与往来"

    def ready(self) -> None:
        from friendship_cities.checking import checks_of_regions, events, partnerships, visits
        from friendship_cities.desk import SOURCES
        from friendship_cities.names import terms_of_the_register
        from friendship_cities.picture_uses import PLACES
        from friendship_cities.searching import KINDS
        from waishi.media.uses import pictures_are_used_in
        from waishi.publishing import checking
        from waishi.publishing.checking.inner_links import targets_come_from
        from waishi.publishing.glossary import terms_come_from
        from waishi.search.sources import find_records
        from waishi.site import desk

        checking.contribute(checks_of_regions)
        terms_come_from(terms_of_the_register)
        pictures_are_used_in(*PLACES)
        targets_come_from("friendship_cities:partnership_detail", partnerships)
        targets_come_from("friendship_cities:visit_detail", visits)
        targets_come_from("friendship_cities:event_detail", events)
        for position, source in SOURCES.items():
            desk.contribute(source, position=position)
        from friendship_cities import sitemaps
        from waishi.site.sitemaps import Kind, has_pages, holds

        pages = ("partnership_list", "visit_list", "event_list", "hong_kong_macao")
        has_pages(*(f"friendship_cities:{page}" for page in pages))
        records = {
            "partnerships": ("partnership_detail", sitemaps.partnerships),
            "countries": ("country_detail", sitemaps.countries),
            "visits": ("visit_detail", sitemaps.visits),
            "events": ("event_detail", sitemaps.events),
        }
        for name, (view, rows) in records.items():
            holds(name, Kind(f"friendship_cities:{view}", rows))
        find_records(*KINDS)
