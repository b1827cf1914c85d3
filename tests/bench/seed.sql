-- A database as it is after months of practice. Exercise no. n is the o-th of its level, a level the
-- r-th of its language; attempts are in the order of time, so that those of one profile lie far
-- apart. Shapes as in the product: two skills a stage, kinds in turns, every exercise on a skill and
-- on one or two lemmas, a few lemmas on many exercises.

-- The rows refer to each other rightly by construction; checking each of them takes minutes.
SET session_replication_role = replica;
SELECT setseed(0.5);

INSERT INTO courses (language, name, names, flag, levels, topics, exercises, version, digest,
  loaded_at)
SELECT language, language, '{}', language, ${levels}, '{}', ${exercises} / 4, 1, '', now()
FROM unnest(${languages}) language;

INSERT INTO exercises (id, key, language, kind, level, topic, content, natives, place, state,
  version, digest)
SELECT n, 'exercise-' || n, (${languages})[l + 1], t.kind, (${levels})[r + 1], 'life',
  replace(t.content, '#', n::text)::jsonb, CASE WHEN n % 50 = 0 THEN ARRAY['en'] END,
  r * 1000000 + o / ${per_stage} * 1000 + o % ${per_stage} + 1, 'published', 1, md5(n::text)
FROM generate_series(1, ${exercises}) n,
  LATERAL (SELECT (n - 1) / (5 * ${per_level}) AS l, (n - 1) / ${per_level} % 5 AS r,
    (n - 1) % ${per_level} AS o) at
JOIN templates t ON t.no = o % 5;

INSERT INTO points (id, language, kind, key, title)
SELECT n, (${languages})[(n - 1) / 200 + 1], 'skill', 'skill-' || n,
  jsonb_build_object('en', 'Skill no. ' || n, 'ru', 'Тема № ' || n)
FROM generate_series(1, 800) n
UNION ALL
SELECT 800 + n, (${languages})[(n - 1) / ${lemmas} + 1], 'lemma', 'lemma-' || n,
  jsonb_build_object('en', 'lemma ' || n, 'ru', 'lemma ' || n)
FROM generate_series(1, 4 * ${lemmas}) n;

INSERT INTO exercise_points (exercise_id, point_id, place)
SELECT trained.*, e.place FROM (
SELECT n AS id, l * 200 + r * 40 + o / ${per_stage} * 2 + o % 2 + 1
FROM generate_series(1, ${exercises}) n,
  LATERAL (SELECT (n - 1) / (5 * ${per_level}) AS l, (n - 1) / ${per_level} % 5 AS r,
    (n - 1) % ${per_level} AS o) at
UNION
SELECT n, 801 + (n - 1) / (5 * ${per_level}) * ${lemmas} + floor(random() * ${lemmas})::int
FROM generate_series(1, ${exercises}) n
UNION
SELECT n, 801 + (n - 1) / (5 * ${per_level}) * ${lemmas} + floor(random() ^ 4 * ${lemmas})::int
FROM generate_series(1, ${exercises}, 2) n) trained JOIN exercises e USING (id);

INSERT INTO users (id, name, locale, timezone, plan, day, answered_today, right_today, sets_today,
  streak, best_streak, streak_day)
SELECT p, 'Learner ' || p, CASE WHEN p % 3 = 0 THEN 'ru' ELSE 'en' END,
  (ARRAY['Europe/Amsterdam', 'Asia/Tokyo', 'America/Bogota', 'UTC'])[p % 4 + 1],
  CASE WHEN p % 5 = 0 THEN 'plus' ELSE 'free' END, current_date - 1, 10, 8, 2, p % 30, 30,
  current_date - 1
FROM generate_series(1, ${profiles}) p;

INSERT INTO identities (user_id, provider, subject)
SELECT p, 'telegram', (${first_subject} + p)::text FROM generate_series(1, ${profiles}) p;

INSERT INTO user_roles (user_id, role) SELECT p, 'learner' FROM generate_series(1, ${profiles}) p;

INSERT INTO profiles (id, user_id, native, target, level, daily_goal, alphabet, place, again,
  answered, set_answered, set_right, session_sets, streak_grew, last_answered_at)
SELECT p, p, CASE WHEN p % 3 = 0 THEN 'ru' ELSE 'en' END, e.language, (${levels})[p / 4 % 3 + 1], 2,
  'latin', e.place, 0, ${history}, 0, 0, 0, false, now() - interval '1 day'
FROM generate_series(1, ${profiles}) p
JOIN exercises e ON e.id = (p % 4 * 5 + p / 4 % 3) * ${per_level} + ${history} + (p % 3 = 0)::int;

INSERT INTO chats (user_id, bot_id, chat_id, profile_id)
SELECT p, ${bot}, ${first_subject} + p, p FROM generate_series(1, ${profiles}) p;

-- The k-th answer of profile p, on the k-th exercise of its level; one in five is wrong.
INSERT INTO attempts (id, profile_id, exercise_id, because, "order", number, shown_at, answered_at,
  verdict, said, reply)
SELECT id, p, (p % 4 * 5 + p / 4 % 3) * ${per_level} + k, 'new', '{2,0,1}', k % 5 + 1, at,
  at + interval '20 seconds', CASE WHEN (p * 31 + k * 17) % 5 = 0 THEN 'wrong' ELSE 'correct' END,
  '{"type": "choice", "index": 1}',
  CASE WHEN id > 0.97 * ${attempts} THEN repeat('what was replied ', 90) END
FROM generate_series(1, ${history}) k, generate_series(1, ${profiles}) p,
  LATERAL (SELECT (k - 1) * ${profiles} + p AS id) no,
  LATERAL (SELECT now() - interval '1 day' - interval '60 days' * (1 - id / ${attempts}.0) AS at) t;

INSERT INTO attempts (id, profile_id, exercise_id, because, "order", number, shown_at)
SELECT ${attempts} + p, p, e.id, 'new', t.shown_order, 1, now() - interval '1 day'
FROM generate_series(3, ${profiles}, 3) p
JOIN exercises e ON e.id = (p % 4 * 5 + p / 4 % 3) * ${per_level} + ${history} + 1
JOIN templates t ON t.kind = e.kind;

INSERT INTO memories (profile_id, point_id, stability, difficulty, due, reviewed_at, day,
  exercise_id)
SELECT a.profile_id, ep.point_id, 20 + 15 * count(*), 5.3,
  max(a.answered_at) + (20 + 15 * count(*)) * interval '1 day', max(a.answered_at),
  max(a.answered_at)::date, max(a.exercise_id)
FROM attempts a JOIN exercise_points ep USING (exercise_id)
WHERE a.answered_at IS NOT NULL GROUP BY a.profile_id, ep.point_id;

INSERT INTO reviews (profile_id, point_id, attempt_id, rating, counted, reviewed_at, day)
SELECT a.profile_id, ep.point_id, a.id, CASE WHEN a.verdict = 'wrong' THEN 1 ELSE 3 END, true,
  a.answered_at, a.answered_at::date
FROM attempts a JOIN exercise_points ep USING (exercise_id)
WHERE a.answered_at IS NOT NULL AND (a.verdict = 'correct' OR ep.point_id <= 800);

INSERT INTO mistakes (profile_id, point_id, exercise_id, state, times, due_answer,
  right_days, happened_at)
SELECT a.profile_id, ep.point_id, max(a.exercise_id),
  CASE WHEN (a.profile_id + ep.point_id) % 3 = 0 THEN 'recurring' ELSE 'resolved' END, count(*),
  ${history} - 5 + ep.point_id % 15, 0, max(a.answered_at)
FROM attempts a JOIN exercise_points ep USING (exercise_id)
WHERE a.verdict = 'wrong' AND ep.point_id <= 800 GROUP BY a.profile_id, ep.point_id;

-- One answer in thirty was followed by a report.
INSERT INTO flags (exercise_id, user_id, reason)
SELECT exercise_id, profile_id, 'wrong_key' FROM attempts
WHERE answered_at IS NOT NULL AND id % 30 = 0 ON CONFLICT DO NOTHING;

INSERT INTO verdicts (exercise_id, digest, answer, verdict, known_at)
SELECT id, md5(id || ' ' || n), 'an answer', 'correct', now()
FROM exercises, generate_series(1, 2) n;

SELECT setval(pg_get_serial_sequence(name, 'id'), ${attempts} + ${profiles})
FROM unnest(ARRAY['exercises', 'points', 'users', 'profiles', 'attempts']) name;
