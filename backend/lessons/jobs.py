from datetime import datetime

from backend.queue import Job


class TellRestIsOver(Job):
    """To be run at `until`, when the learner who asked for it may practise again."""

    profile_id: int
    bot_id: int
    chat_id: int
    until: datetime
