from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "waishi.site"
    label = "site"
    verbose_name = "网站"
