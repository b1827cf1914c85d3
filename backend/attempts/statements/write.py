"""The whole effect of an answer, or of a showing, at once."""

from sqlalchemy import TextClause

from backend.attempts.statements.parameters import statement

_PACE = """
paced AS (
  UPDATE profiles SET place = :place, again = :again, answered = :answered,
    last_exercise_id = :last_exercise_id,
    set_answered = :set_answered, set_right = :set_right, session_sets = :session_sets,
    streak_grew = :streak_grew, rest_until = :rest_until, last_answered_at = :last_answered_at,
    opinion_run = :opinion_run
  WHERE id = :profile_id RETURNING id),
counted AS (
  UPDATE users SET day = :day, answered_today = :answered_today, right_today = :right_today,
    sets_today = :sets_today, streak = :streak, best_streak = :best_streak,
    streak_day = :streak_day, freezes = :freezes, freeze_day = :freeze_day,
    frozen_day = :frozen_day
  WHERE id = :user_id)"""


def _open(after: str) -> str:
    # Reading from `after` makes it run first: a profile has one open attempt at a time.
    return f"""
INSERT INTO attempts (id, profile_id, exercise_id, because, point_id, "order", number, shown_at)
SELECT :next_id, :profile_id, :next_exercise_id, :next_because, :next_point_id, :next_order,
  :next_number, :now
FROM {after} WHERE :next_id IS NOT NULL"""


OPEN = statement(f"WITH {_PACE} {_open('paced')}")

# The answer is checked by a model: whoever brings the verdict finds it here.
_AWAITED = """ awaited AS (
  INSERT INTO judgements (attempt_id, exercise_id, digest, native, bot_id, asked_at)
  VALUES (:attempt_id, :exercise_id, :digest, :native, :bot_id, :now)),"""


def _close(also: str = "") -> TextClause:
    return statement(
        f"""
WITH{also} closed AS (
  UPDATE attempts SET answered_at = coalesce(answered_at, :now), verdict = :verdict,
    self_checked = :self_checked, key = coalesce(key, :key), said = coalesce(said, :said),
    reply = :reply, judging = :judging
  WHERE id = :attempt_id RETURNING id),
remembered AS (
  INSERT INTO memories
    (profile_id, point_id, stability, difficulty, due, reviewed_at, day, exercise_id)
  SELECT :profile_id, r.point_id, r.stability, r.difficulty, r.due, r.reviewed_at, r.day,
    :exercise_id
  FROM jsonb_to_recordset(:memories) AS r(point_id bigint, stability float8, difficulty float8,
    due timestamptz, reviewed_at timestamptz, day date)
  ON CONFLICT (profile_id, point_id) DO UPDATE SET stability = excluded.stability,
    difficulty = excluded.difficulty, due = excluded.due, reviewed_at = excluded.reviewed_at,
    day = excluded.day, exercise_id = excluded.exercise_id),
reviewed AS (
  INSERT INTO reviews (profile_id, point_id, attempt_id, rating, counted, reviewed_at, day)
  SELECT :profile_id, r.point_id, :attempt_id, r.rating, r.counted, :now, :day
  FROM jsonb_to_recordset(:reviews) AS r(point_id bigint, rating smallint, counted boolean)),
slipped AS (
  INSERT INTO mistakes (profile_id, point_id, exercise_id, state, times, due_answer, right_days,
    right_day, happened_at)
  SELECT :profile_id, r.* FROM jsonb_to_recordset(:slips) AS r(point_id bigint,
    exercise_id bigint, state varchar, times bigint, due_answer bigint, right_days smallint,
    right_day date, happened_at timestamptz)
  ON CONFLICT (profile_id, point_id) DO UPDATE SET exercise_id = excluded.exercise_id,
    state = excluded.state, times = excluded.times, due_answer = excluded.due_answer,
    right_days = excluded.right_days, right_day = excluded.right_day,
    happened_at = excluded.happened_at),
{_PACE} {_open("closed")}"""
    )


CLOSE = _close()
CLOSE_UNTIL_JUDGED = _close(_AWAITED)
