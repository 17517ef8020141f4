"""Work after an act. Arguments are ids only: a queue keeps no name and no address."""

from django_tasks import task

from reviews import mails


@task()
def send_mails(mail_ids: list[int]) -> None:
    mails.send(mail_ids)
