"""The unit side of a reorganisation: what is prepared, what moves with the units, how it is undone.

`tasks.services.reorganising` carries the whole out: it moves the work in the same transaction.
"""
