"""The list of jobs of the knowledge base that every node runs."""

from contactcenter.worker import Job
from knowledge_base.jobs import forget_searchers, remind_gaps, remind_of_reports, remind_reviews
from knowledge_base.jobs.check_links import CheckLinks
from knowledge_base.jobs.learn_from_searches import LearnFromSearches


def knowledge_jobs() -> list[Job]:
    return [
        Job("learn from searches", LearnFromSearches().fire, seconds=5),
        Job("forget who searched", forget_searchers.fire, seconds=3600),
        Job("remind of gaps", remind_gaps.fire, seconds=60),
        Job("remind of reports", remind_of_reports.fire, seconds=60),
        Job("remind of reviews", remind_reviews.fire, seconds=300),
        Job("check links of articles", CheckLinks().fire, seconds=60),
    ]
