"""Everything that a decision needs, in one round trip, under the locks that it needs.

A second press waits here for the first to commit. What is joined beside the locked rows is read as
of the statement's start, which is why an answered attempt brings its reply along, and why what is
open is looked for by a later statement.
"""

from backend.attempts.statements.parameters import statement

_STANDING = """
  p.id AS profile_id, p.native, p.target, p.level, p.place, p.again, p.answered, p.daily_goal,
  p.last_exercise_id,
  p.set_answered, p.set_right, p.session_sets, p.streak_grew, p.rest_until, p.last_answered_at,
  u.id AS user_id, u.timezone, u.plan, u.day, u.answered_today, u.right_today, u.sets_today,
  u.streak, u.best_streak, u.streak_day"""

_ATTEMPT = f"""
SELECT a.id, a.exercise_id, a.because, a."order", a.number, a.shown_at, a.answered_at, a.verdict,
  a.self_checked, a.key, a.said, a.reply, e.content, {_STANDING},
  (SELECT json_agg(json_build_object(
            'point_id', t.id, 'kind', t.kind,
            'memory', CASE WHEN m.point_id IS NOT NULL THEN to_json(m) END,
            'slip', CASE WHEN k.point_id IS NOT NULL THEN to_json(k) END))
     FROM exercise_points ep
     JOIN points t ON t.id = ep.point_id
     LEFT JOIN memories m ON m.profile_id = p.id AND m.point_id = t.id
     LEFT JOIN mistakes k ON k.profile_id = p.id AND k.point_id = t.id
    WHERE ep.exercise_id = a.exercise_id) AS points
FROM identities i
JOIN users u ON u.id = i.user_id
JOIN profiles p ON p.user_id = u.id
JOIN attempts a ON a.profile_id = p.id
JOIN exercises e ON e.id = a.exercise_id
WHERE i.provider = :provider AND i.subject = :subject"""

ATTEMPT = statement(f"{_ATTEMPT} AND a.id = :attempt_id FOR NO KEY UPDATE OF a, p, u")

# A message that is delivered twice finds the attempt that it answered the first time.
KEYED_ATTEMPT = statement(
    f"""{_ATTEMPT}
  AND p.id = (SELECT x.profile_id FROM attempts x WHERE x.id = :attempt_id)
  AND a.id = coalesce(
    (SELECT x.id FROM attempts x WHERE x.profile_id = p.id AND x.key = :key), :attempt_id)
FOR NO KEY UPDATE OF a, p, u"""
)

OPEN_ATTEMPT = statement(
    f"""{_ATTEMPT}
  AND p.id = (SELECT c.profile_id FROM chats c WHERE c.user_id = u.id AND c.bot_id = :bot_id)
  AND a.id = (
    SELECT id FROM (
      (SELECT x.id, 0 AS rank FROM attempts x WHERE x.profile_id = p.id AND x.key = :key)
      UNION ALL
      (SELECT x.id, 1 FROM attempts x WHERE x.profile_id = p.id AND x.answered_at IS NULL)) found
    ORDER BY rank LIMIT 1)
FOR NO KEY UPDATE OF a, p, u"""
)

PROFILE = statement(
    f"""SELECT {_STANDING}
FROM identities i JOIN users u ON u.id = i.user_id JOIN profiles p ON p.user_id = u.id
WHERE p.id = :profile_id AND i.provider = :provider AND i.subject = :subject
FOR NO KEY UPDATE OF p, u"""
)
