"""The time machine: a year of messages to made-up students, by what decides for real ones."""
