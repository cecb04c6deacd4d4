-- Selling: listings on the channels, the jobs that make them, the browsers that carry jobs out.

-- A product's presence on one site of one channel.
create table listings (
    id bigint generated always as identity primary key
    , product_id bigint not null references products (id)
    , platform text not null
    , site text not null
    , state text not null
    -- the line in the description by which the listing is found again
    , reference text not null
    -- Vinted's temp_uuid and upload_session_id, the same on every attempt
    , upload_session text not null
    -- the marketplace's own id, once known
    , external_id text
    , url text
    -- the exact order last sent; written before the first byte leaves
    , request jsonb
    -- the product version that order was made from
    , request_version bigint
    -- when the permit for the unrepeatable call was given; null again once its outcome is known
    , sent_at timestamptz
    -- product version the marketplace last got
    , written_version bigint
    , title text
    , price_minor bigint
    , currency text not null default 'EUR'
    -- fields found different when read back
    , differences text[] not null default '{}'
    , trouble jsonb
    , published_at timestamptz
    , removed_at timestamptz
    , created_at timestamptz not null default now()
    , updated_at timestamptz not null default now()
    , constraint listings_state_known
        check (state in ('creating', 'live', 'updating', 'removing', 'removed', 'failed', 'in_doubt'))
    , constraint listings_live_has_id check (state not in ('live', 'updating') or external_id is not null)
);

-- Never two live copies of a product on one site.
create unique index listings_one_live on listings (product_id, platform, site)
    where state in ('creating', 'live', 'updating', 'removing', 'in_doubt');

create unique index listings_reference_once on listings (reference);

create table marketplace_jobs (
    id bigint generated always as identity primary key
    , platform text not null
    , action text not null
    , product_id bigint references products (id)
    , listing_id bigint references listings (id)
    -- the same request twice is one job
    , idempotency_key text
    -- at most one job of a lane runs at a time: `vinted` is one lane per shop
    , lane text not null
    -- 1 critical, 2 high, 3 normal, 4 low
    , priority smallint not null default 3
    , state text not null default 'pending'
    -- the state a resumed job goes back to is always pending
    , attempt integer not null default 0
    , max_attempts integer not null default 3
    -- rises with every claim; every later write names it
    , fence bigint not null default 0
    , lease_owner text
    , lease_until timestamptz
    , cancel_requested boolean not null default false
    -- the command handed to an executor, and how far the handing-over got
    , command_id text
    , command jsonb
    , executor_id bigint
    , handed_at timestamptz
    -- null while the executor it was handed to has not got it: hand it over again
    , handed_connection text
    , acked_at timestamptz
    , permitted_at timestamptz
    -- what survives an attempt: photo ids already uploaded
    , kept jsonb not null default '{}'
    , progress jsonb
    , result jsonb
    , trouble jsonb
    , run_at timestamptz not null default now()
    -- when a wait for an executor is given up for this attempt
    , deadline timestamptz
    -- when the whole job is given up
    , expires_at timestamptz not null
    , created_at timestamptz not null default now()
    , started_at timestamptz
    , finished_at timestamptz
    , constraint marketplace_jobs_state_known check (state in (
        'pending', 'running', 'awaiting_executor', 'retryable', 'paused', 'completed', 'failed', 'cancelled', 'expired'
    ))
    , constraint marketplace_jobs_finished_matches
        check ((finished_at is not null) = (state in ('completed', 'failed', 'cancelled', 'expired')))
    , constraint marketplace_jobs_priority_range check (priority between 1 and 4)
);

create unique index marketplace_jobs_once on marketplace_jobs (idempotency_key) where idempotency_key is not null;

create unique index marketplace_jobs_one_per_lane on marketplace_jobs (lane)
    where state in ('running', 'awaiting_executor');

create index marketplace_jobs_order on marketplace_jobs (priority, id) where state in ('pending', 'retryable');

create index marketplace_jobs_open on marketplace_jobs (id) where finished_at is null;

-- The steps of a job, each with its own end; a retry skips those that are done.
create table marketplace_tasks (
    id bigint generated always as identity primary key
    , job_id bigint not null references marketplace_jobs (id) on delete cascade
    , position integer not null
    , step jsonb not null
    , state text not null
    , started_at timestamptz not null default now()
    , finished_at timestamptz
    , constraint marketplace_tasks_state_known check (state in ('running', 'done', 'failed'))
    , constraint marketplace_tasks_position_once unique (job_id, position)
);

-- A job's whole history: who, when, what.
create table job_events (
    id bigint generated always as identity primary key
    , job_id bigint not null references marketplace_jobs (id) on delete cascade
    , at timestamptz not null default now()
    -- seller, worker, executor, clock
    , actor text not null
    , event text not null
    , detail jsonb not null default '{}'
);

create index job_events_of_job on job_events (job_id, id);

-- Paired browser extensions.
create table executors (
    id bigint generated always as identity primary key
    , name text not null
    , version text not null default ''
    -- SHA-256 of the device token; the one before stays good until the new one was used
    , token_hash bytea not null
    , next_token_hash bytea
    -- since when that token is in use
    , rotated_at timestamptz not null default now()
    , paired_at timestamptz not null default now()
    , seen_at timestamptz
    , revoked_at timestamptz
    , paused boolean not null default false
    -- who is signed in on vinted.fr in that browser, as it last said
    , session jsonb not null default '{"session":"unknown"}'
    -- the connection it was last greeted on, and until when it counts as present
    , connection text
    , lease_until timestamptz
);

-- What is known of the shop's Vinted account, and who may work on it: one row.
create table vinted_connection (
    one boolean primary key default true
    , account_id bigint
    , account_login text
    -- the one executor connection that holds the lease of the lane, and until when
    , holder bigint
    , holder_connection text
    , held_until timestamptz
    -- why the lane stands still until the seller acts
    , stopped jsonb
    , updated_at timestamptz not null default now()
    , constraint vinted_connection_one_row check (one)
);
