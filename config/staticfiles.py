from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names the modules that a script imports by their hashes too, so that none is older than the other."""

    support_js_module_import_aggregation = True
