"""An exercise that was opened, and that the learner has left for another: nothing came of it."""

from backend.attempts.statements.parameters import statement

SET_ASIDE = statement("DELETE FROM attempts WHERE id = :attempt_id AND answered_at IS NULL")
