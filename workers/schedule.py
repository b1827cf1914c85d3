"""What happens by the clock. Rows of `schedules` say when each is due next."""

from datetime import timedelta

from backend.attempts.jobs import ForgetReplies
from backend.generation.jobs import PlanRefill
from backend.jobs.jobs import Entry, PruneJobs
from backend.jobs.timetable import Cron, Every
from backend.judging.jobs import ForgetJudgements
from backend.lessons.jobs import LookForStreakNews
from backend.llm.jobs import SweepLlm
from backend.patterns.jobs import FollowPatterns
from backend.quality.jobs import WatchExercises
from backend.recordings.jobs import LookForOldRecordings
from backend.spoken.jobs import LookForUnvoiced

TIMETABLE = (
    Entry("sweep-llm", Every(timedelta(minutes=5)), SweepLlm()),
    Entry("prune-jobs", Cron("7 * * * *"), PruneJobs()),
    Entry("forget-replies", Cron("17 * * * *"), ForgetReplies()),
    Entry("forget-judgements", Cron("27 * * * *"), ForgetJudgements()),
    Entry("streak-news", Cron("3 * * * *"), LookForStreakNews()),
    Entry("refill", Cron("23 * * * *"), PlanRefill()),
    Entry("follow-patterns", Cron("41 * * * *"), FollowPatterns()),
    Entry("old-recordings", Every(timedelta(minutes=10)), LookForOldRecordings()),
    Entry("look-for-unvoiced", Every(timedelta(minutes=1)), LookForUnvoiced()),
    Entry("watch-exercises", Cron("*/10 * * * *"), WatchExercises()),
)
