"""What could come next: one exercise of each sort, found by an index, whatever the tables' size.

- the attempt that is open already
- for the first mistake that returns, the next other exercise on its point
- for the first point that is due, the next exercise on it
- the next unseen exercise of the course, and the next of a further round
- where the learner asked for it, an exercise on that point, or on a mistake of theirs

What this learner has reported is never among them, nor what they cannot answer now.
"""

from sqlalchemy import TextClause

from backend.attempts.statements.parameters import SPOKEN_KINDS, statement

# Kinds by name and a yes or no, not an array of kinds: with one more array PostgreSQL takes every
# press for a case of its own and plans it anew, which costs more than the whole statement.
_FITS = f"""n.state = 'published' AND n.id <> :last
         AND (n.natives IS NULL OR :native = ANY (n.natives)) AND n.id <> ALL (:reported)
         AND (:speaks OR n.kind NOT IN ({SPOKEN_KINDS}))"""

# OFFSET 0 keeps it a look into the index, exercise by exercise: joined or hashed, it would read all
# that the learner has ever answered.
_SEEN = """(SELECT FROM attempts s
        WHERE s.profile_id = :profile_id AND s.exercise_id = n.id OFFSET 0)"""
_NEAR = 10  # exercises on a point that are looked at for an unseen one


# When it was seen last, 0 for never. Fenced like _SEEN: a bare max() would walk the primary key.
_SEEN_LAST = """(SELECT coalesce(max(w.id), 0) FROM (SELECT s.id FROM attempts s
        WHERE s.profile_id = :profile_id AND s.exercise_id = n.id OFFSET 0) w)"""


def _next_on_point(*stretches: str, last: str = "") -> str:
    """The next exercise on the point of `due`: an unseen one, else the one seen longest ago.

    Of the unseen ones that of the stretch named first; `last` is looked at where those have none.
    What lies beyond the learner's stage may need what they have not learnt yet: it comes last.
    """
    first = _first_of(*(_on_point(stretch, turn) for turn, stretch in enumerate(stretches)))
    if not last:
        return f"{first} found"
    return f"({first} UNION ALL {_first_of(_on_point(last, 0))} LIMIT 1) found"


def _on_point(stretch: str, turn: int) -> str:
    return f"""(SELECT n.id, ep.place, {turn} AS turn, {_SEEN_LAST} AS seen
          FROM exercise_points ep JOIN exercises n ON n.id = ep.exercise_id
         WHERE ep.point_id = due.point_id AND ep.place {stretch} AND ep.place < :ceiling
           AND {_FITS} ORDER BY ep.place LIMIT {_NEAR})"""


def _first_of(*near: str) -> str:
    return f"""(SELECT near.id FROM ({" UNION ALL ".join(near)}) near
       ORDER BY near.place >= :beyond, near.seen, near.turn, near.place LIMIT 1)"""


def _course(after: str, before: str = "") -> str:
    return f"""SELECT n.id, n.place FROM exercises n
      WHERE n.language = :target AND n.place > {after} {before} AND {_FITS} ORDER BY n.place"""


# Behind `again` the next one, seen or not: the learner was taken back to an easier stage. Else the
# first unseen one among so many; where all of those were seen, the walk goes past them.
_STRIDE = 50
_NEW = f"""
  (SELECT 'new', NULL::bigint, ahead.id, NULL::bigint FROM (
    (SELECT n.id FROM ({_course(":place", "AND n.place <= :again")} LIMIT 1) n)
    UNION ALL
    (SELECT n.id FROM ({_course(":place")} LIMIT {_STRIDE}) n
      WHERE NOT EXISTS {_SEEN} ORDER BY n.place LIMIT 1)
    UNION ALL
    (SELECT n.id FROM ({_course(":place")} OFFSET {_STRIDE - 1} LIMIT 1) n)) ahead LIMIT 1)"""

# A further round, and round again.
_AGAIN = f"""
  (SELECT 'again', NULL::bigint, round.id, NULL::bigint FROM (
    (SELECT n.id FROM ({_course(":again")} LIMIT 1) n)
    UNION ALL
    (SELECT n.id FROM ({_course("0")} LIMIT 1) n)) round LIMIT 1)"""

_AFTER, _BEFORE, _UP_TO = "> due.place", "< due.place", "<= due.place"
# A point may have no exercise that fits (retired, of a higher level): it must not hide the others.
_LOOKED_AT = 100

_OPEN = """
  (SELECT 'open' AS because, x.point_id, x.exercise_id, x.id AS attempt_id FROM attempts x
    WHERE x.profile_id = :profile_id AND x.answered_at IS NULL AND x.id <> :closing)"""

_MISTAKE = f"""
  (SELECT 'mistake', due.point_id, found.id, NULL::bigint FROM
    (SELECT k.point_id, e.place FROM mistakes k JOIN exercises e ON e.id = k.exercise_id
      WHERE k.profile_id = :profile_id AND k.state <> 'resolved' AND k.due_answer <= :answered
      ORDER BY k.due_answer LIMIT {_LOOKED_AT}) due
    CROSS JOIN LATERAL {_next_on_point(_AFTER, _BEFORE)} LIMIT 1)"""

_REVIEW = f"""
  (SELECT 'review', due.point_id, found.id, NULL::bigint FROM
    (SELECT m.point_id, e.place FROM memories m JOIN exercises e ON e.id = m.exercise_id
      WHERE m.profile_id = :profile_id AND m.due <= :now ORDER BY m.due LIMIT {_LOOKED_AT}) due
    CROSS JOIN LATERAL {_next_on_point(_AFTER, _UP_TO)} LIMIT 1)"""

_NEAR_ASKED = 25


def _near_asked(turn: int, stretch: str) -> str:
    return f"""(SELECT n.id, ep.place, {turn} AS turn, EXISTS {_SEEN} AS seen
        FROM exercise_points ep JOIN exercises n ON n.id = ep.exercise_id
       WHERE ep.point_id = asked.point_id AND ep.place {stretch} asked.place
         AND ep.place < :ceiling AND {_FITS} ORDER BY ep.place LIMIT {_NEAR_ASKED})"""


# Asked for: exercises on one point, unseen first, round and round from the one just answered.
_FOCUS = f"""
  (SELECT 'focus', asked.point_id, near.id, NULL::bigint FROM
    (SELECT t.id AS point_id,
            coalesce((SELECT l.place FROM exercises l WHERE l.id = :last), 0) AS place
       FROM points t WHERE t.id = :focus AND t.language = :target) asked
    CROSS JOIN LATERAL ({_near_asked(0, ">")} UNION ALL {_near_asked(1, "<=")}) near
    ORDER BY near.seen, near.turn, near.place LIMIT 1)"""

# Asked for: the mistakes that were not right today, in another exercise where there is one.
_REPAIR = f"""
  (SELECT 'repair', due.point_id, found.id, NULL::bigint FROM
    (SELECT k.point_id, e.place FROM mistakes k JOIN exercises e ON e.id = k.exercise_id
      WHERE k.profile_id = :profile_id AND k.state <> 'resolved'
        AND k.right_day IS DISTINCT FROM :day AND k.point_id <> ALL (:mended)
      ORDER BY k.due_answer LIMIT {_LOOKED_AT}) due
    CROSS JOIN LATERAL {_next_on_point(_AFTER, _BEFORE, last="= due.place")} LIMIT 1)"""


def _candidates(*sorts: str) -> TextClause:
    """One exercise of each of these sorts, of which the first names the columns."""
    return statement(
        f"""
SELECT c.because, c.point_id, c.attempt_id, o."order", o.number, o.hints,
  o.because AS open_because,
  (SELECT t.title FROM points t WHERE t.id = c.point_id) AS title,
  (SELECT nextval('attempts_id_seq')) AS next_id,
  n.id AS exercise_id, n.level, n.topic, n.place, n.content, EXISTS {_SEEN} AS seen
FROM (SELECT *, row_number() OVER () AS turn FROM ({" UNION ALL ".join(sorts)}
) found_in_turn) c
JOIN exercises n ON n.id = c.exercise_id
LEFT JOIN attempts o ON o.id = c.attempt_id
ORDER BY c.turn"""
    )


CANDIDATES = _candidates(_OPEN, _MISTAKE, _REVIEW, _NEW, _AGAIN)
ON_POINT = _candidates(_OPEN, _FOCUS, _MISTAKE, _REVIEW, _NEW, _AGAIN)
ON_MISTAKES = _candidates(_OPEN, _REPAIR)
