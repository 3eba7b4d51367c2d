pytest_plugins = ("golive.plugin",)
