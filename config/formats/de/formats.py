# Django's own has no comma between the day and the time.
DATETIME_FORMAT = "j. F Y, H:i"
