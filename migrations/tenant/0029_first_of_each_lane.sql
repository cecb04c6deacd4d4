-- Lanes are few, and so the next job is the best of the first of each. In an order across lanes all that wait have to be looked
-- at while one lane is taken, or where PostgreSQL believes that few do.
drop index marketplace_jobs_order;

create index marketplace_jobs_first on marketplace_jobs (lane, priority, (progress is not null), id)
    where state in ('pending', 'retryable');
