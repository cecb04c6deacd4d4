-- Many jobs asked for with one click, and what is kept of jobs that ended long ago.

create table batch_jobs (
    id bigint generated always as identity primary key
    , platform text not null
    , action text not null
    -- made on the page that asks: the same click twice is one batch
    , idempotency_key text not null
    -- how many jobs it began with; how far they are is read from the jobs themselves
    , asked integer not null default 0
    -- items that were not taken, and why: the second of two same clicks gets the answer of the first
    , left_out jsonb not null default '[]'
    , created_at timestamptz not null default now()
    , constraint batch_jobs_key_once unique (idempotency_key)
);

alter table marketplace_jobs add column batch_id bigint;

alter table marketplace_jobs add constraint marketplace_jobs_batch foreign key (batch_id) references batch_jobs (id);

create index marketplace_jobs_of_batch on marketplace_jobs (batch_id) where batch_id is not null;

-- What waits for the seller, and whether the same was asked for again since.
create index marketplace_jobs_broken on marketplace_jobs (id) where state in ('failed', 'expired');

create index marketplace_jobs_of_product on marketplace_jobs (product_id, id);

-- Which jobs are old enough for the archive.
create index marketplace_jobs_ended on marketplace_jobs (finished_at) where finished_at is not null;

-- One row for a job that ended three months ago; its steps and its history are gone.
create table job_archive (
    -- the job's own
    id bigint primary key
    , platform text not null
    , action text not null
    , product_id bigint
    , state text not null
    , trouble jsonb
    , attempt integer not null
    , created_at timestamptz not null
    , finished_at timestamptz not null
);
