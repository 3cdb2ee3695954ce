"""28 November 2026: day, month in words, year, so that nobody takes the one for the other."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
WEEKDAY_FORMAT = "l, j F"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
DATETIME_ZONE_FORMAT = "j F Y, H:i e"
SECONDS_FORMAT = "j F Y, H:i:s"
SECONDS_ZONE_FORMAT = "j F Y, H:i:s e"
# As the sheet of a month is hung up where dates are written so.
FIRST_DAY_OF_WEEK = 1
