# Django's date has a comma, which would stand twice with a time; it has no format for a moment, and would write it in
# the order of the United States; nor does it part thousands.
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
# As Unicode's CLDR writes Arabic with these digits.
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
