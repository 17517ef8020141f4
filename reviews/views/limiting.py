"""The answer to whoever did something too often."""

from django.shortcuts import render

SENTENCES = {
    "submit": "More reviews came from your network, or from this email address, within the hour than we take.",
    "vote": "More votes came from your network within the hour than we take.",
    "report": "More reports came from your network within the hour than we take.",
    "link": "More links were asked for from your network, or for this email address, within the hour than we send.",
}


def too_many(request, error, template="reviews/limited.html", **context):
    """429 for `error`, a reviews.limits.TooMany: `template` with the sentence `limited` and when to come again."""
    response = render(request, template, context | {"limited": sentence(error)}, status=429)
    return say_when(response, error)


def say_when(response, error):
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def sentence(error):
    minutes = f"{error.minutes} minute{'' if error.minutes == 1 else 's'}"
    return f"{SENTENCES[error.action]} Please try again in {minutes}."
