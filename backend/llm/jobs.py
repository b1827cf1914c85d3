from backend.queue import Job


class SweepLlm(Job):
    """Give back what calls of dead processes have reserved, and forget calls of months ago."""
