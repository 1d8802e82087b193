"""For a server that speaks ASGI. Without DJANGO_SETTINGS_MODULE it is production, which never guesses."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")

application = get_asgi_application()
