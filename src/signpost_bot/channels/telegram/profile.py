"""What Telegram shows of the bot itself: commands and descriptions, in Dutch and English.

The descriptions name 112 and 113: they show while the program is down.
"""

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats

from signpost_bot.model.language import Language
from signpost_bot.texts import say

COMMANDS = {
    Language.NL: ("nu", "week", "alles", "berichten", "ik", "privacy", "taal", "help"),
    Language.EN: ("now", "week", "all", "messages", "me", "privacy", "language", "help"),
}


async def set_up_profile(bot: Bot) -> None:
    """Say to Telegram what the menu and the page of the bot hold. Doing it twice is harmless."""
    for language in Language:
        commands = [
            BotCommand(name, say(f"profile.{name}", language)) for name in COMMANDS[language]
        ]
        # Without a language code it is what everybody else sees: English.
        codes = [language.value] if language is Language.NL else [language.value, ""]
        for code in codes:
            await bot.set_my_commands(
                commands, scope=BotCommandScopeAllPrivateChats(), language_code=code or None
            )
            await bot.set_my_description(
                say("profile.description", language), language_code=code or None
            )
            await bot.set_my_short_description(
                say("profile.short", language), language_code=code or None
            )
