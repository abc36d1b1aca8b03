from django.apps import AppConfig


class FriendshipCitiesConfig(AppConfig):
    name = "friendship_cities"
    verbose_name = "友城与往来"
