"""Where students come in; a channel is a folder."""
