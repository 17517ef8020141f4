# Django's own are those of the United States alone; a month in letters is read alike everywhere.
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
