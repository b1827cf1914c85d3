from backend.queue import Job


class TellAdminsOfHiddenExercise(Job):
    """Several people have reported it, and so it waits for a look at it."""

    exercise_id: int
