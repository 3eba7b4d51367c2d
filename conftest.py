"""Empty: the plugin comes by its entry point. Named here, it would end every run that starts in another folder."""
