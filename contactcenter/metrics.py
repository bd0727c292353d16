"""What this process counts, all in one list; `gauges/` adds what stands in the database and serves `/metrics`.

No label ever holds what a customer or a caller from outside can choose: the number of series is bounded by our own code
and by what administrators set up. What is counted in a transaction goes through `Session.measure`.
"""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    Summary,
    disable_created_metrics,
)

# A second series for each one, which only says when this process began: `process_start_time_seconds` does.
disable_created_metrics()  # type: ignore[no-untyped-call]

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)

REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
# A text is seen by its agent within a second, or something is wrong.
PROJECTION_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)

REQUESTS = Counter("contactcenter_requests", "Answered requests.", ["method", "route", "status"], registry=REGISTRY)
REQUEST_SECONDS = Histogram(
    "contactcenter_request_seconds",
    "From a request's arrival to the end of its answer; sockets are left out.",
    ["method", "route"],
    buckets=REQUEST_BUCKETS,
    registry=REGISTRY,
)

JOURNAL_ACCEPTED = Counter(
    "contactcenter_journal_accepted", "Events from outside, stored and acknowledged.", ["channel"], registry=REGISTRY
)
JOURNAL_PROJECTED = Counter(
    "contactcenter_journal_projected", "Journal rows that became contacts, messages, reports.", registry=REGISTRY
)
JOURNAL_FAILED = Counter("contactcenter_journal_failed", "Journal rows that could not be read.", registry=REGISTRY)
JOURNAL_SECONDS = Histogram(
    "contactcenter_journal_seconds",
    "From an event's arrival until agents can see it.",
    buckets=PROJECTION_BUCKETS,
    registry=REGISTRY,
)

OUTBOX_SENT = Counter("contactcenter_outbox_sent", "Commands a provider took.", ["kind"], registry=REGISTRY)
OUTBOX_RETRIED = Counter(
    "contactcenter_outbox_retried", "Attempts that failed and will be repeated.", ["kind"], registry=REGISTRY
)
OUTBOX_FAILED = Counter("contactcenter_outbox_failed", "Commands given up.", ["kind"], registry=REGISTRY)

OFFERS_MADE = Counter("contactcenter_offers_made", "Contacts offered to agents.", ["channel"], registry=REGISTRY)
OFFERS_ENDED = Counter(
    "contactcenter_offers_ended",
    "Offers by how they ended: accepted, declined, missed, withdrawn.",
    ["end"],
    registry=REGISTRY,
)

JOB_SECONDS = Summary("contactcenter_job_seconds", "Runs of each job, and what they took.", ["job"], registry=REGISTRY)
JOB_FAILURES = Counter("contactcenter_job_failures", "Runs of each job that failed.", ["job"], registry=REGISTRY)
