# oslo_utils/timeutils.py

from datetime import datetime, timezone


def utcnow(with_timezone=False):
    now = datetime.now(timezone.utc)
    return now if with_timezone else now.replace(tzinfo=None)
