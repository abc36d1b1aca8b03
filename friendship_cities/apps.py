from django.apps import AppConfig


class FriendshipCitiesConfig(AppConfig):
    name = "friendship_cities"
    verbose_name = "友城与往来"

    def ready(self) -> None:
        from friendship_cities.desk import SOURCES
        from waishi.site import desk

        for position, source in SOURCES.items():
            desk.contribute(source, position=position)
