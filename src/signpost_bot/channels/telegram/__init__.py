"""The talk in Telegram, over python-telegram-bot, by polling."""
