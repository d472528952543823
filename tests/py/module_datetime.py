# datetime: values, arithmetic, text forms, errors.
import datetime
from datetime import date, datetime as dt, time, timedelta, timezone


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


a = dt(2024, 2, 29, 13, 5, 9, 123456)
b = dt(2024, 2, 29, tzinfo=timezone.utc)
plus = timezone(timedelta(hours=5, minutes=30), "IST")
c = dt(1999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-8)))
for value in [a, b, c, dt(1, 1, 1), dt(9999, 12, 31, 23, 59, 59, 999999), dt(2024, 1, 1, 0, 0, 0, 5), dt(2000, 1, 1, tzinfo=plus)]:
    print(value, repr(value), value.isoformat(), value.isoformat(" ", "minutes"), value.isoformat(timespec="milliseconds"), value.date(), value.time(), value.timetz(), value.weekday(),
          value.isoweekday(), value.isocalendar()[:], value.toordinal(), value.utcoffset(), value.tzname(), value.tzinfo, value.ctime(), value.year, value.month, value.day, value.hour, value.minute,
          value.second, value.microsecond, value.fold)
    print(value.strftime("%a %A %w %d %b %B %m %y %H %I %p %M %S %f %z %Z %j %U %W %% %c %x %X %G %u %V %e %D %F %T %R"), f"{value:%Y/%m/%d}" if value.year > 999 else "", format(value), f"{value}", str(value.date()))
for value in [date(2024, 2, 29), date(2023, 1, 1), date(2021, 1, 3), date(2020, 12, 31), date(1, 1, 1)]:
    print(value, repr(value), value.isoformat(), value.weekday(), value.isoweekday(), value.isocalendar()[:], value.toordinal(), value.strftime("%U %W %j %G-%V"), value.replace(year=2001, day=1), value.ctime(), f"{value:%d.%m}")
for value in [time(1, 2), time(1, 2, 3), time(1, 2, 3, 4), time(23, 59, tzinfo=timezone.utc), time()]:
    print(value, repr(value), value.isoformat(), value.isoformat("hours"), value.replace(hour=5), value.strftime("%H-%M"), value.utcoffset(), value.tzname(), bool(value))
deltas = [timedelta(), timedelta(1), timedelta(-1), timedelta(days=1.5), timedelta(hours=25, minutes=61, seconds=61), timedelta(microseconds=-1), timedelta(weeks=2, milliseconds=1500), timedelta(seconds=0.1), timedelta(days=-1, seconds=5)]
for d in deltas:
    print(d, repr(d), d.days, d.seconds, d.microseconds, d.total_seconds(), -d, abs(d), +d, d * 2, d * 1.5, d / 2, d // 3, bool(d), a + d, a - d, date(2024, 3, 1) + d, date(2024, 3, 1) - d, b + d)
    for e in deltas[:5]:
        print(d + e, d - e, d < e, d == e, d > e, (d / e, d // e, d % e, divmod(d, e)) if e else "", end=" ")
    print()
print(a - dt(2024, 1, 1), dt(2024, 1, 1) - a, date(2024, 3, 1) - date(2023, 3, 1), b - c, c - b, b > c, b == b.astimezone(plus), b.astimezone(plus), c.astimezone(timezone.utc), hash(b) == hash(b.astimezone(plus)))
print(a == a.replace(), a < dt(2025, 1, 1), a != b, a == b, date(2024, 2, 29) == a, a.date() == date(2024, 2, 29), max(date(2024, 1, 1), date(2025, 1, 1)), sorted([date(2, 1, 1), date(1, 1, 1)]), {date(2024, 1, 1): 1}[date(2024, 1, 1)])
print(a.replace(microsecond=0), a.replace(tzinfo=timezone.utc), b.replace(tzinfo=None), dt.combine(date(2024, 1, 2), time(3, 4)), dt.combine(date(2024, 1, 2), time(3, 4), tzinfo=timezone.utc), dt.fromordinal(738000), date.fromordinal(1))
print(b.timestamp(), dt.fromtimestamp(0, timezone.utc), dt.fromtimestamp(1700000000.123456, tz=timezone.utc), dt.utcfromtimestamp(86400), c.timestamp(), dt.fromtimestamp(-1.5, timezone.utc))
for text in ["2024-01-02", "2024-01-02T03:04", "2024-01-02 03:04:05", "2024-01-02T03:04:05.123", "2024-01-02T03:04:05.123456+05:30", "2024-01-02T03:04:05Z", "20240102T030405", "2024-W01-3", "2024-01-02T03", "2024-01-02T03:04:05,5",
             "2024-01-02T03:04:05-08:00", "2024-1-2", "abc", "", "2024-13-01", "2024-02-30", "2024-01-02T25:00", "2024-01-02T03:04:05+25:00", "2024-01-02T03:04:05.", "2024-01-02T03:04:05.1234567"]:
    show(text, lambda: dt.fromisoformat(text))
for text in ["2024-01-02", "20240102", "2024-W05-1", "2024-01-02T03:04", "x"]:
    show(text, lambda: date.fromisoformat(text))
for text in ["03:04", "03:04:05.5", "T03:04:05+01:00", "0304", "25:00", "x"]:
    show(text, lambda: time.fromisoformat(text))
for text, form in [("2024-01-02", "%Y-%m-%d"), ("02/Jan/2024 03:04:05 PM", "%d/%b/%Y %I:%M:%S %p"), ("2024-01-02T03:04:05.5Z", "%Y-%m-%dT%H:%M:%S.%fZ"), ("1 2 99", "%d %m %y"), ("2024-01-02 +0530", "%Y-%m-%d %z"), ("Tuesday 2 January 2024", "%A %d %B %Y"),
                   ("2024 60", "%Y %j"), ("12 AM", "%I %p"), ("2024-01-02 x", "%Y-%m-%d"), ("abc", "%Y"), ("2024-13-01", "%Y-%m-%d"), ("2024-02-30", "%Y-%m-%d"), ("  5", " %d"), ("10:11", "%H:%M"), ("2024-01-02 UTC", "%Y-%m-%d %Z")]:
    show(text, lambda: dt.strptime(text, form))
print(timezone.utc, repr(timezone.utc), timezone(timedelta(hours=1)), repr(timezone(timedelta(hours=-1))), repr(plus), plus, timezone.utc == timezone(timedelta(0)), timezone.utc is timezone.utc, timezone.utc.utcoffset(None), plus.tzname(None), datetime.UTC)
print(dt.min, dt.max, date.min, date.max, datetime.MINYEAR, datetime.MAXYEAR, isinstance(a, date), isinstance(a, dt), isinstance(a.date(), dt), issubclass(dt, date), type(a).__name__, type(dt.now()).__name__, dt.now() > dt(2020, 1, 1),
      dt.now(timezone.utc).tzinfo, dt.utcnow().tzinfo, date.today() > date(2020, 1, 1), (dt.now(timezone.utc) - dt.utcnow().replace(tzinfo=timezone.utc)) < timedelta(seconds=5))
show("range", lambda: dt(2024, 2, 30))
show("range", lambda: dt(0, 1, 1))
show("range", lambda: dt(2024, 13, 1))
show("range", lambda: dt(2024, 1, 1, 24))
show("range", lambda: dt(2024, 1, 1, 0, 60))
show("range", lambda: time(0, 0, 0, 10**6))
show("range", lambda: date(2023, 2, 29))
show("over", lambda: dt.max + timedelta(1))
show("over", lambda: date.min - timedelta(1))
show("naive", lambda: a < b)
show("naive", lambda: a - b)
show("type", lambda: a < date(2024, 1, 1))
show("type", lambda: timedelta("a"))
show("zero", lambda: timedelta(1) / 0)
show("zero", lambda: timedelta(1) // timedelta(0))
show("tz", lambda: dt(2024, 1, 1, tzinfo=5))
show("tz", lambda: timezone(timedelta(hours=25)))
show("tz", lambda: timezone(5))
show("float", lambda: date(2024.5, 1, 1))
show("str", lambda: dt.fromisoformat(5))
