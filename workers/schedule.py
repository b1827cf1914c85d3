"""What happens by the clock. Rows of `schedules` say when each is due next."""

from backend.attempts.jobs import ForgetReplies
from backend.generation.jobs import PlanRefill
from backend.jobs.jobs import Entry, PruneJobs
from backend.jobs.timetable import Cron
from backend.lessons.jobs import LookForStreakNews

TIMETABLE = (
    Entry("prune-jobs", Cron("7 * * * *"), PruneJobs()),
    Entry("forget-replies", Cron("17 * * * *"), ForgetReplies()),
    Entry("streak-news", Cron("3 * * * *"), LookForStreakNews()),
    Entry("refill", Cron("23 * * * *"), PlanRefill()),
)
