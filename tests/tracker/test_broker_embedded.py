"""The ledger against real processes: races, killed workers, lost messages, repeated deliveries."""

import signal

from tests.tracker.broker_fixtures import either_database, migrated, own_site  # noqa: F401  fixtures
from tests.tracker.own_site import wait_until

ADD = "for n in range({count}): jobs.enqueue('stub', {{'n': n}}, key=f'stub:{{n}}')\n"
RACE = """
import threading
from django.db import connection
ids = [Job.objects.create(name="stub").pk for _ in range(40)]
won = []
start = threading.Barrier(8)
def claim_all():
    start.wait()
    won.extend(job.pk for pk in ids if (job := jobs.claim(pk)))
    connection.close()
threads = [threading.Thread(target=claim_all) for _ in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
print(len(won), len(set(won)), *Job.objects.values_list("attempts", flat=True).distinct().order_by())
"""
KEY_RACE = """
import threading
from django.db import connection
jobs.send = lambda job_id: True
got = []
start = threading.Barrier(8)
def add():
    start.wait()
    got.extend(jobs.enqueue("stub", {}, key=f"stub:{n}").pk for n in range(20))
    connection.close()
threads = [threading.Thread(target=add) for _ in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
print(len(got), len(set(got)), Job.objects.count())
"""


def diary(site) -> list[str]:
    """What the stub work wrote down, in order."""
    file = site.var / "diary"
    return file.read_text().splitlines() if file.exists() else []


def ended(site, count: int):
    return lambda: sum(line.startswith("ended") for line in diary(site)) >= count


def test_of_eight_claimants_exactly_one_wins_each_job(either_database):  # noqa: F811
    assert either_database.say(RACE) == "40 40 1"


def test_eight_that_add_the_same_keys_add_one_job_each(either_database):  # noqa: F811
    assert either_database.say(KEY_RACE) == "160 20 20"


def test_what_was_delivered_many_times_to_two_workers_runs_once(own_site):  # noqa: F811
    with own_site.worker(), own_site.worker():
        own_site.say(ADD.format(count=6) + "[jobs.send(j.pk) for j in Job.objects.all() for _ in range(3)]")
        assert wait_until(ended(own_site, 6)), own_site.log()
        assert wait_until(lambda: own_site.states() == " ".join(["done:1"] * 6))
    assert sorted(diary(own_site)) == sorted(f"{word} {n}" for n in range(6) for word in ("started", "ended"))


def test_the_job_of_a_killed_worker_is_resumed_after_its_lease(own_site):  # noqa: F811
    own_site.say(ADD.format(count=1))
    with own_site.worker(seconds_a_step=30) as worker:
        assert wait_until(lambda: diary(own_site) == ["started 0"]), own_site.log()
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    with own_site.worker():
        assert wait_until(lambda: own_site.say("jobs.reconcile()") or ended(own_site, 1)()), own_site.log()
        assert wait_until(lambda: own_site.states() == "done:2")
    assert diary(own_site) == ["started 0", "started 0", "ended 0"]


def test_a_worker_that_is_asked_to_stop_gives_its_job_back(own_site):  # noqa: F811
    own_site.say(ADD.format(count=1))
    with own_site.worker(seconds_a_step=1) as worker:
        assert wait_until(lambda: diary(own_site) == ["started 0"]), own_site.log()
        worker.terminate()
        worker.wait(timeout=20)
    assert own_site.states() == "queued:0"


def test_a_purged_broker_loses_nothing(own_site):  # noqa: F811
    purge = "with jobs.app.connection() as c: print(c.default_channel.queue_purge('default'))"
    assert own_site.say(ADD.format(count=3) + purge) == "3"
    with own_site.worker():
        own_site.say("from datetime import timedelta\njobs.RESEND_AFTER = timedelta(0)\njobs.reconcile()")
        assert wait_until(ended(own_site, 3)), own_site.log()
        assert wait_until(lambda: own_site.states() == "done:1 done:1 done:1")


def test_a_broker_that_is_away_delays_work_and_loses_none(own_site):  # noqa: F811
    own_site.settings["CELERY_BROKER_URL"] = "amqp://127.0.0.1:1//"
    own_site.say(ADD.format(count=2))
    assert own_site.states() == "queued:0 queued:0"
    del own_site.settings["CELERY_BROKER_URL"]
    with own_site.worker():
        own_site.say("jobs.reconcile()")
        assert wait_until(lambda: own_site.states() == "done:1 done:1"), own_site.log()


def test_delivered_messages_are_pruned_and_waiting_ones_stay(own_site):  # noqa: F811
    with own_site.worker():
        own_site.say(ADD.format(count=2))
        assert wait_until(lambda: own_site.states() == "done:1 done:1"), own_site.log()
    own_site.say("jobs.enqueue('stub', {'n': 9})")
    assert own_site.say("print(broker.prune())") == "2"
    with own_site.worker():
        assert wait_until(ended(own_site, 3)), own_site.log()
