from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "waishi.media"
    verbose_name = "图片与文件"

    def ready(self) -> None:
        from waishi.media.picture_uses import PLACES
        from waishi.media.uses import pictures_are_used_in

        pictures_are_used_in(*PLACES)
