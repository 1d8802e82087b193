"""Settings, addresses and the timetable: what joins the apps. No app imports it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
