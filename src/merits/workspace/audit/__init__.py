"""The audit trail: who did what to which case and when, in hash chains; never what it said.

One chain for each case and one for the installation. A row is appended in the transaction of what it records, so a failed
action leaves none. Rows have no foreign keys: the trail outlives what it speaks of.
"""
