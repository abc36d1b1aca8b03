from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "waishi.search"
    verbose_name = "检索"
