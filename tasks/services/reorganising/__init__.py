"""Reorganising units with all that they hold: one audited act, and one that undoes it.

The units' own rows move in `units.services.reorganising`.  What a unit holds here besides the tasks it leads and gave
joins by a line in `holdings.HOLDINGS`.
"""
