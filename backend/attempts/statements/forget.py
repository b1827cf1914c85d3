"""Replies are kept so that the same press gets the same reply; after some days nobody presses."""

from sqlalchemy import text

# Not `id IN (…)`: a plan may run that again for every row, and it then takes more than its limit.
FORGET = text("""
WITH old AS (
  SELECT id FROM attempts WHERE reply IS NOT NULL AND answered_at < :before
     AND judging IS NULL
   ORDER BY answered_at LIMIT :most FOR UPDATE SKIP LOCKED)
UPDATE attempts SET reply = NULL FROM old WHERE attempts.id = old.id
RETURNING attempts.id
""")
