from backend.queue import Job


class ForgetReplies(Job):
    """Forget replies that nobody can ask for again, one batch at a time."""
