-- What the queue remembers: the request a job was asked for with, what each try of a step came to, and since when a
-- lane stands still.

-- made with the form that asks: the same request again is answered with this job
alter table marketplace_jobs add column request text;

create unique index marketplace_jobs_request_once on marketplace_jobs (request) where request is not null;

alter table marketplace_jobs alter column max_attempts set default 8;

-- Of equal priority what is to be begun goes before what goes on after one of its commands, else the older first.
drop index marketplace_jobs_order;

create index marketplace_jobs_order on marketplace_jobs (priority, (progress is not null), id)
    where state in ('pending', 'retryable');

-- the claim it was done under: a step that is done again has a row for each try
alter table marketplace_tasks add column fence bigint not null default 0;

alter table marketplace_tasks add column result jsonb;

alter table marketplace_tasks add column trouble jsonb;

-- since when the seller wants all of the shop's work to stand still, and since when `stopped` holds
alter table vinted_connection add column paused_at timestamptz;

alter table vinted_connection add column stopped_at timestamptz;

-- the hour in which something was last permitted, and how much so far
alter table vinted_connection add column hour timestamptz;

alter table vinted_connection add column hour_writes integer not null default 0;

update vinted_connection set paused_at = updated_at, stopped = null where stopped ->> 'code' = 'paused_by_seller';

update vinted_connection set stopped_at = updated_at where stopped is not null;
