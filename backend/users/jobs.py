from backend.queue import Job


class ZoneChanged(Job):
    """A person lives in another time zone than `was` (IANA): what waits for their day moves."""

    user_id: int
    was: str
