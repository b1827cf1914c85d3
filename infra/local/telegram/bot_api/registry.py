"""Every method the server knows, by its lower-case name: Telegram does not mind the case."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from infra.local.telegram.bot_api import (
    chats,
    copying,
    editing,
    media,
    payments,
    pins,
    presses,
    profile,
    sending,
    updates,
)
from infra.local.telegram.bot_api.call import Call

# An async handler opens its own transactions; a plain one runs inside one.
Handler: TypeAlias = Callable[[Call], Any]
AsyncHandler: TypeAlias = Callable[[Call], Awaitable[Any]]

METHODS: dict[str, Handler] = {
    "getMe": profile.get_me,
    "sendMessage": sending.send_message,
    "sendPhoto": media.sender("photo"),
    "sendVoice": media.sender("voice"),
    "sendAudio": media.sender("audio"),
    "sendDocument": media.sender("document"),
    "sendInvoice": payments.send_invoice,
    "answerPreCheckoutQuery": payments.answer_pre_checkout_query,
    "refundStarPayment": payments.refund_star_payment,
    "getStarTransactions": payments.get_star_transactions,
    "copyMessage": copying.copy_message,
    "getFile": media.get_file,
    "sendChatAction": chats.send_chat_action,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "pinChatMessage": pins.pin_chat_message,
    "unpinChatMessage": pins.unpin_chat_message,
    "unpinAllChatMessages": pins.unpin_all_chat_messages,
    "setMessageReaction": chats.set_message_reaction,
    "editMessageText": editing.edit_message_text,
    "editMessageMedia": media.edit_message_media,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": presses.answer_callback_query,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.setter("name"),
    "getMyName": profile.getter("name"),
    "setMyDescription": profile.setter("description"),
    "getMyDescription": profile.getter("description"),
    "setMyShortDescription": profile.setter("short_description"),
    "getMyShortDescription": profile.getter("short_description"),
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "getWebhookInfo": updates.get_webhook_info,
}
ASYNC_METHODS: dict[str, AsyncHandler] = {
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
}
BY_NAME = {name.lower(): handler for name, handler in METHODS.items()}
ASYNC_BY_NAME = {name.lower(): handler for name, handler in ASYNC_METHODS.items()}
