"""Everything that a decision needs, in one round trip, under the locks that it needs.

A second press waits here for the first to commit. What is joined beside the locked rows is read as
of the statement's start, which is why an answered attempt brings its reply along, why what is open
is looked for by a later statement, and why a row says whether what stands beside it is `outdated`.
Rows are locked in the order in which they are named: the attempt last, since a press that sets one
aside holds the profile by then.
"""

from backend.attempts.statements.parameters import statement

_STANDING = """
  p.id AS profile_id, p.native, p.target, p.level, p.alphabet, p.place, p.again, p.answered,
  p.daily_goal, p.last_exercise_id, p.opinion, p.opinion_run, p.silent_until,
  p.set_answered, p.set_right, p.session_sets, p.streak_grew, p.rest_until, p.last_answered_at,
  u.id AS user_id, u.timezone, u.plan, u.day, u.answered_today, u.right_today, u.sets_today,
  u.streak, u.best_streak, u.streak_day, u.freezes, u.freeze_day, u.frozen_day,
  ARRAY(SELECT w.exercise_id FROM flags w WHERE w.user_id = u.id) AS reported"""

_ATTEMPT = f"""
SELECT a.id, a.exercise_id, a.because, a.point_id, a."order", a.number, a.shown_at, a.answered_at,
  a.verdict, a.self_checked, a.key, a.said, a.reply, a.hints, a.judging,
  e.content, {_STANDING},
  (SELECT json_agg(json_build_object(
            'point_id', t.id, 'kind', t.kind,
            'memory', CASE WHEN m.point_id IS NOT NULL THEN to_json(m) END,
            'slip', CASE WHEN k.point_id IS NOT NULL THEN to_json(k) END))
     FROM exercise_points ep
     JOIN points t ON t.id = ep.point_id
     LEFT JOIN memories m ON m.profile_id = p.id AND m.point_id = t.id
     LEFT JOIN mistakes k ON k.profile_id = p.id AND k.point_id = t.id
    WHERE ep.exercise_id = a.exercise_id) AS points,
  p.xmin <> (SELECT q.xmin FROM profiles q WHERE q.id = p.id) AS outdated
FROM identities i
JOIN users u ON u.id = i.user_id
JOIN profiles p ON p.user_id = u.id
JOIN attempts a ON a.profile_id = p.id
JOIN exercises e ON e.id = a.exercise_id
WHERE i.provider = :provider AND i.subject = :subject"""

ATTEMPT = statement(f"{_ATTEMPT} AND a.id = :attempt_id FOR NO KEY UPDATE OF p, u, a")

# A message that is delivered twice finds the attempt that it answered the first time, even when
# the learner practises another language by then. An array, since a join may be planned the other
# way round, through the keys of everybody.
_ITS_OWN = """SELECT x.id, 0 AS turn FROM attempts x
        WHERE x.profile_id = ANY (ARRAY(SELECT q.id FROM profiles q WHERE q.user_id = u.id))
          AND x.key = :key"""

KEYED_ATTEMPT = statement(
    f"""{_ATTEMPT}
  AND a.id = coalesce((SELECT id FROM ({_ITS_OWN}) own LIMIT 1), :attempt_id)
FOR NO KEY UPDATE OF p, u, a"""
)

# Whoever writes again instead of saying whether their last answer was right is asked again.
_WAITING = """SELECT max(x.id), 2 FROM chats c
        JOIN profiles q ON q.id = c.profile_id
        JOIN attempts x ON x.profile_id = q.id AND x.exercise_id = q.last_exercise_id
       WHERE c.user_id = u.id AND c.bot_id = :bot_id
         AND x.verdict = 'unsure' AND x.self_checked IS NULL HAVING max(x.id) IS NOT NULL"""

OPEN_ATTEMPT = statement(
    f"""{_ATTEMPT}
  AND a.id = (
    SELECT id FROM (
      ({_ITS_OWN})
      UNION ALL
      (SELECT x.id, 1 FROM chats c JOIN attempts x ON x.profile_id = c.profile_id
        WHERE c.user_id = u.id AND c.bot_id = :bot_id AND x.answered_at IS NULL)
      UNION ALL
      ({_WAITING})) found
    ORDER BY turn LIMIT 1)
FOR NO KEY UPDATE OF p, u, a"""
)

PROFILE = statement(
    f"""SELECT {_STANDING}
FROM identities i JOIN users u ON u.id = i.user_id JOIN profiles p ON p.user_id = u.id
WHERE p.id = :profile_id AND i.provider = :provider AND i.subject = :subject
FOR NO KEY UPDATE OF p, u"""
)
