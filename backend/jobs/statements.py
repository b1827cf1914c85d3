"""The statements on the table of jobs that are more than one row and one condition.

The states stand in them as words, never as parameters, so that the partial indexes serve. Jobs are
due by the time that learners see, which may be `:shift` ahead of the database's; leases, dispatches
and what is forgotten go by the database's alone.
"""

_NOW = "now() + CAST(:shift AS interval)"

TAKE = f"""
UPDATE jobs SET state = 'running', attempts = attempts + 1,
                lease_token = :token, lease_until = now() + CAST(:lease AS interval)
  FROM due WHERE jobs.id = due.id
RETURNING jobs.id, kind, payload, attempts, max_attempts, created_at AS asked_at,
          {_NOW} - run_at AS waited
"""  # noqa: S608 - our own words

# A row that is locked is being claimed, swept or finished at this moment: none of our business.
CLAIM = f"""
WITH due AS (
  SELECT id FROM jobs
   WHERE id = :id AND attempts < max_attempts
     AND (state = 'queued' AND run_at <= {_NOW} OR state = 'running' AND lease_until < now())
     FOR UPDATE SKIP LOCKED)
{TAKE}
"""  # noqa: S608 - our own words

CLAIM_LATE = f"""
WITH waiting AS (
  SELECT id FROM jobs
   WHERE state = 'queued' AND run_at < {_NOW} - CAST(:late AS interval)
     AND queue = :queue AND attempts < max_attempts
   ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED),
abandoned AS (
  SELECT id FROM jobs
   WHERE state = 'running' AND lease_until < now() AND queue = :queue AND attempts < max_attempts
   ORDER BY lease_until LIMIT 1 FOR UPDATE SKIP LOCKED),
due AS (SELECT id FROM (TABLE waiting UNION ALL TABLE abandoned) AS either LIMIT 1)
{TAKE}
"""  # noqa: S608 - our own words

# A dispatch that nobody answered is repeated ever more slowly: with many jobs waiting, Redis would
# otherwise fill with copies of their ids.
DISPATCH = f"""
WITH waiting AS (
  SELECT id FROM jobs
   WHERE state = 'queued' AND run_at <= {_NOW}
     AND (dispatched_at IS NULL OR dispatched_at < now()
          - CAST(:again AS interval) * power(2, least(greatest(dispatch_no - attempts - 1, 0), 4)))
   ORDER BY run_at LIMIT :most FOR UPDATE SKIP LOCKED),
abandoned AS (
  SELECT id FROM jobs
   WHERE state = 'running' AND lease_until < now() AND attempts < max_attempts
     AND (dispatched_at IS NULL OR dispatched_at < now() - CAST(:again AS interval))
   ORDER BY lease_until LIMIT :most FOR UPDATE SKIP LOCKED),
due AS (TABLE waiting UNION ALL TABLE abandoned)
UPDATE jobs SET dispatched_at = now(), dispatch_no = dispatch_no + 1
  FROM due WHERE jobs.id = due.id
RETURNING jobs.id, dispatch_no, queue
"""  # noqa: S608 - our own words

BURY_ABANDONED = """
WITH abandoned AS (
  SELECT id FROM jobs
   WHERE state = 'running' AND lease_until < now() AND attempts >= max_attempts
   ORDER BY lease_until LIMIT :most FOR UPDATE SKIP LOCKED)
UPDATE jobs SET state = 'dead', last_error = 'its workers died or lost touch',
                lease_token = NULL, lease_until = NULL
  FROM abandoned WHERE jobs.id = abandoned.id
RETURNING jobs.id, kind, attempts
"""

LOADS = f"""
SELECT queue, count(*) FILTER (WHERE what = 'ready') AS ready,
       count(*) FILTER (WHERE what = 'deferred') AS deferred,
       count(*) FILTER (WHERE what = 'running') AS in_progress,
       count(*) FILTER (WHERE what = 'dead') AS dead
  FROM (SELECT queue, CASE WHEN run_at <= {_NOW} THEN 'ready' ELSE 'deferred' END AS what
          FROM jobs WHERE state = 'queued'
        UNION ALL SELECT queue, 'running' FROM jobs WHERE state = 'running'
        UNION ALL SELECT queue, 'dead' FROM jobs WHERE state = 'dead') AS unfinished
 GROUP BY queue
"""  # noqa: S608 - our own words

# Not `id IN (…)`: a plan may run that again for every row, and it then takes more than its limit.
FORGET_DONE = """
WITH old AS (
  SELECT id FROM jobs WHERE state = 'done' AND done_at < now() - CAST(:age AS interval)
   ORDER BY done_at LIMIT :most FOR UPDATE SKIP LOCKED)
DELETE FROM jobs USING old WHERE jobs.id = old.id
RETURNING jobs.id
"""
