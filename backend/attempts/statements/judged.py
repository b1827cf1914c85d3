"""Verdicts that were bought, and answers that wait for theirs."""

from backend.attempts.statements.parameters import statement

BOUGHT = statement(
    """SELECT verdict, reasons FROM verdicts
    WHERE exercise_id = :exercise_id AND digest = :digest AND known_at IS NOT NULL"""
)

# Whose answer it is, as they would come themselves.
WHOSE = statement(
    """SELECT i.provider, i.subject, j.bot_id FROM judgements j
    JOIN attempts a ON a.id = j.attempt_id
    JOIN profiles p ON p.id = a.profile_id
    JOIN identities i ON i.user_id = p.user_id
   WHERE j.attempt_id = :attempt_id ORDER BY i.id LIMIT 1"""
)

# Where to tell them, and in which language and time zone; nowhere, if they have left.
WHERE = statement(
    """SELECT c.id, c.chat_id, c.bot_id, j.let_go_at, u.locale, u.timezone, a.reply
    FROM judgements j
    JOIN attempts a ON a.id = j.attempt_id
    JOIN profiles p ON p.id = a.profile_id
    JOIN users u ON u.id = p.user_id
    JOIN chats c ON c.user_id = u.id AND c.bot_id = j.bot_id AND c.blocked_at IS NULL
   WHERE j.attempt_id = :attempt_id"""
)

_PLACE = "RETURNING message_id, let_go_at, settled_at"
FIND = statement(
    "SELECT message_id, let_go_at, settled_at FROM judgements WHERE attempt_id = :attempt_id"
)
# The bot's word where it is shown, and the verdict, wait for each other at this row: whichever is
# second finds the other.
PLACE = statement(
    f"""UPDATE judgements SET message_id = :message_id
   WHERE attempt_id = :attempt_id AND bot_id = :bot_id AND EXISTS (
     SELECT FROM attempts a
       JOIN profiles p ON p.id = a.profile_id
       JOIN identities i ON i.user_id = p.user_id
      WHERE a.id = :attempt_id AND i.provider = :provider AND i.subject = :subject)
  {_PLACE}"""
)
SETTLED = statement(
    f"UPDATE judgements SET settled_at = :now WHERE attempt_id = :attempt_id {_PLACE}"
)
LET_GO = statement(
    f"UPDATE judgements SET let_go_at = :now WHERE attempt_id = :attempt_id {_PLACE}"
)
ANSWERED = statement("SELECT id FROM attempts WHERE id = :attempt_id AND answered_at IS NOT NULL")
BLOCKED = statement("UPDATE chats SET blocked_at = :now WHERE id = :chat_id")
