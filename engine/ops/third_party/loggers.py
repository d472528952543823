# loguru and structlog: messages that decide nothing


class _Logger:
    def _message(self, *args, **kw):
        pass

    def _same(self, *args, **kw):
        return self

    trace = debug = info = success = warning = warn = error = critical = exception = msg = log = _message
    bind = opt = new = unbind = try_unbind = patch = _same


logger = _Logger()


def get_logger(*args, **initial_values):
    return logger


getLogger = get_logger
