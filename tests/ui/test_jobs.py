"""Work away from the window."""

from __future__ import annotations

import threading

import pytest

from refdesk.domain.errors import UserError
from refdesk.ui.jobs import Jobs


@pytest.fixture
def told():
    return []


@pytest.fixture
def jobs(qapp, told):  # noqa: ARG001  Qt's timers and signals need the application
    jobs = Jobs(told.append)
    yield jobs
    jobs.close()


def test_results_come_back_in_the_thread_of_the_window(jobs, qtbot):
    threads: list[tuple[str, threading.Thread]] = []
    jobs.run_query(
        threading.current_thread,
        lambda worker: threads.append((worker.name, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: threads != [])
    assert threads[0][0].startswith("refdesk-query")
    assert threads[0][1] is threading.main_thread()


def test_changes_run_one_after_another_in_their_order(jobs, qtbot):
    done: list[int] = []
    for number in range(20):
        jobs.run_change(lambda _progress, number=number: number, done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_a_failure_goes_to_the_one_path_unless_the_caller_takes_it(jobs, told, qtbot):
    taken: list[BaseException] = []

    def fail() -> None:
        raise UserError("No.")

    jobs.run_query(fail, lambda _done: None)
    jobs.run_query(fail, lambda _done: None, taken.append)
    qtbot.waitUntil(lambda: bool(told and taken))
    assert isinstance(told[0], UserError)
    assert isinstance(taken[0], UserError)


def test_a_running_change_reports_its_steps_and_stops_when_cancelled(jobs, told, qtbot):
    steps: list[int] = []
    go_on = threading.Event()

    def count(progress) -> None:
        for number in range(1_000):
            progress.step(number, 1_000, "Counting")
            if number == 2:
                go_on.wait(10)

    job = jobs.run_change(count, lambda _done: None, progress=lambda n, _m, _t: steps.append(n))
    qtbot.waitUntil(lambda: len(steps) == 3)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: told != [])
    assert type(told[0]).__name__ == "Cancelled"
    assert steps == [0, 1, 2]


def test_what_was_asked_for_a_window_that_is_gone_is_not_delivered(jobs, qtbot):
    done: list[str] = []
    jobs.run_query(lambda: "old", done.append)
    jobs.forget()
    jobs.run_query(lambda: "new", done.append)
    qtbot.waitUntil(lambda: done != [])
    assert done == ["new"]
