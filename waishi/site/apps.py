from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "waishi.site"
    label = "site"
    verbose_name = "网站"

    def ready(self) -> None:
        from waishi.site.frame import contribute
        from waishi.site.traditional import exceptions_of_the_office

        contribute("script_exceptions", exceptions_of_the_office)
