# oslo_log/log.py: loggers are the standard library's

from logging import CRITICAL, DEBUG, ERROR, INFO, NOTSET, WARNING, getLogger
