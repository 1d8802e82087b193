"""The whole timetable. Each entry expires before the next one, so that a stopped worker finds no pile of old ones."""

from celery.schedules import crontab

HOUR = 60 * 60

SCHEDULE = {
    "overdue tasks are looked for": {
        "task": "tasks.jobs.check_overdue",
        "schedule": crontab(hour=6, minute=30),
        "options": {"expires": 12 * HOUR},
    },
    "reports of closed periods are counted": {
        "task": "reports.jobs.aggregate_periods",
        "schedule": crontab(hour=0, minute=20),
        "options": {"expires": 12 * HOUR},
    },
    "messages are sent": {
        "task": "notices.jobs.send_deliveries",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
}
