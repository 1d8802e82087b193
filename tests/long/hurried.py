"""The settings of the process with a timetable in seconds, so that a test need not wait for half past six."""

import os
from importlib import import_module

globals().update(vars(import_module(os.environ["HURRIED_SETTINGS"])))

CELERY_BEAT_SCHEDULE = {
    "overdue tasks are looked for": {
        "task": "tasks.jobs.check_overdue",
        "schedule": 2.0,
        "options": {"expires": 60},
    },
    "messages are sent": {"task": "notices.jobs.send_deliveries", "schedule": 1.0, "options": {"expires": 60}},
}
