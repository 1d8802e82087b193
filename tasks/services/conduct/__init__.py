"""How units conduct themselves (chấp hành): kinds of conduct, counted by unit and period.

To count something new: a module for its noun with a `Column`, and the column's place in `COLUMNS`.  The table, the
list behind each figure and their test follow from that.
"""

from tasks.services.conduct import (
    competence,
    coordination,
    explanations,
    inspections,
    merit,
    opinions,
    periods,
    petitions,
    proposals,
    reminders,
    results,
)
from tasks.services.conduct.column import Column, Line

__all__ = ["COLUMNS", "Column", "Line"]

# In the order of the page.
COLUMNS: tuple[Column, ...] = (
    results.TIME_TAKEN,
    results.SENT_BACK,
    competence.RETURNED,
    competence.INSISTED,
    competence.TRANSFERRED_OUT,
    competence.TRANSFERRED_IN,
    periods.FILED_LATE,
    periods.CHECKED_IN_LATE,
    proposals.SENT,
    proposals.WITHIN_COMPETENCE,
    opinions.NOT_IN_TIME,
    opinions.LATE,
    explanations.LATE,
    petitions.LATE,
    inspections.FOUND,
    merit.COMMENDED,
    coordination.SILENT,
    reminders.URGED,
)
