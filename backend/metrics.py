"""What the API counts. Names carry one prefix, base units and never a person or a text."""

from prometheus_client import Counter, Histogram, Info

ANSWERS = Counter("tutor_answers_total", "Answers judged", ["kind", "verdict"])
VOICE_NOTES = Counter(
    "tutor_voice_notes_total", "Voice notes, by what is said at once", ["receipt"]
)
APPEALS = Counter("tutor_appeals_total", "Appeals decided", ["decision"])
REQUESTS = Counter("tutor_http_requests_total", "Requests", ["method", "route", "status"])
DURATION = Histogram(
    "tutor_http_duration_seconds",
    "Time to a response",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
BUILD = Info("tutor_build", "What runs here")
