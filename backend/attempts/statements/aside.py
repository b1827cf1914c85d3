"""An exercise that was opened, and that the learner has left for another: nothing came of it."""

from backend.attempts.statements.parameters import SPOKEN_KINDS, statement

SET_ASIDE = statement("DELETE FROM attempts WHERE id = :attempt_id AND answered_at IS NULL")

# The open one, where it is to be spoken.
SET_ASIDE_SPOKEN = statement(f"""
DELETE FROM attempts a USING exercises e
 WHERE a.profile_id = :profile_id AND a.answered_at IS NULL
   AND e.id = a.exercise_id AND e.kind IN ({SPOKEN_KINDS})
RETURNING a.because, e.place
""")
