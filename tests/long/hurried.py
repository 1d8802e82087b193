"""The settings of the process with a timetable in seconds, so that a test need not wait for half past six."""

import os
from importlib import import_module

from config.schedule import PATIENT

globals().update(vars(import_module(os.environ["HURRIED_SETTINGS"])))

CELERY_BEAT_SCHEDULE = {
    "overdue tasks are looked for": {
        "task": "tasks.jobs.check_overdue",
        "schedule": float(os.environ["HURRIED_CHECK_SECONDS"]),
        "options": {"expires": 60, **PATIENT},
    },
    "messages are sent": {
        "task": "notices.jobs.send_deliveries",
        "schedule": 1.0,
        "options": {"expires": 60, **PATIENT},
    },
}
