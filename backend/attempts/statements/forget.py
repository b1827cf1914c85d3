"""Replies are kept so that the same press gets the same reply; after some days nobody presses."""

from sqlalchemy import text

FORGET = text("""
UPDATE attempts SET reply = NULL WHERE id IN (
  SELECT id FROM attempts WHERE reply IS NOT NULL AND answered_at < :before
   ORDER BY answered_at LIMIT :most FOR UPDATE SKIP LOCKED)
RETURNING id
""")
