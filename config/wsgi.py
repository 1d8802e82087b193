"""What gunicorn serves. Without DJANGO_SETTINGS_MODULE it is production, which never guesses."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")

application = get_wsgi_application()
