import importlib
try:
    module = importlib.import_module("application.of.somebody")
    models = module.models
    if models:  # expect error line 5: module 'application.of.somebody' is not supported and its source was not found
        pass
except Exception:
    print("swallowed")
