"""The whole timetable. Each entry expires before the next one, so that a stopped worker finds no pile of old ones."""

from celery.schedules import crontab

HOUR = 60 * 60
#: A broker that is away is waited for, then each entry that was due is sent once: no morning goes without its check.
PATIENT = {"retry_policy": {"max_retries": None, "interval_max": 5}}

SCHEDULE = {
    "overdue tasks are looked for": {
        "task": "tasks.jobs.check_overdue",
        "schedule": crontab(hour=6, minute=30),
        "options": {"expires": 12 * HOUR, **PATIENT},
    },
    "occurrences and check-ins of new periods are opened": {
        "task": "tasks.jobs.open_periods",
        "schedule": crontab(hour=5, minute=30),
        "options": {"expires": 12 * HOUR, **PATIENT},
    },
    "check-ins that are due are reminded of": {
        "task": "tasks.jobs.remind_of_check_ins",
        "schedule": crontab(hour=6, minute=40),
        "options": {"expires": 12 * HOUR, **PATIENT},
    },
    "silence of consulted units is recorded as consent": {
        "task": "tasks.jobs.deem_consent",
        "schedule": crontab(hour=0, minute=5),
        "options": {"expires": 12 * HOUR, **PATIENT},
    },
    "units that have still to answer are reminded": {
        "task": "tasks.jobs.remind_of_opinions",
        "schedule": crontab(hour=6, minute=45),
        "options": {"expires": 12 * HOUR, **PATIENT},
    },
    "reports of closed periods are counted": {
        "task": "reports.jobs.aggregate_periods",
        "schedule": crontab(hour=0, minute=20),
        "options": {"expires": 12 * HOUR, **PATIENT},
    },
    "messages are sent": {
        "task": "notices.jobs.send_deliveries",
        "schedule": 30.0,
        "options": {"expires": 25, **PATIENT},
    },
    "files that wait or lost their reader are read": {
        "task": "directives.jobs.read_arrivals",
        "schedule": 30.0,
        "options": {"expires": 25, "queue": "reading", **PATIENT},
    },
}
