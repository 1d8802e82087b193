"""What people type: one form an act, one row a line of an assignment."""
