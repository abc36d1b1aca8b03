from django.apps import AppConfig


class FriendshipCitiesConfig(AppConfig):
    name = "friendship_cities"
    verbose_name = "友城与往来"

    def ready(self) -> None:
        from friendship_cities.checking import checks_of_regions
        from friendship_cities.desk import SOURCES
        from waishi.publishing import checking
        from waishi.site import desk

        checking.contribute(checks_of_regions)
        for position, source in SOURCES.items():
            desk.contribute(source, position=position)
