-- What is done by the clock, each once in the cluster.
create table public.schedules (
    name text primary key
    , next_at timestamptz not null
    -- a server is at it; it is taken up by another where this passes
    , held_until timestamptz
    -- rises with every run; whoever ends one names it
    , fence bigint not null default 0
    , last_run_at timestamptz
    -- done, failed
    , last_outcome text
    , constraint schedules_outcome_known check (last_outcome in ('done', 'failed'))
);

-- When time is next let pass in a shop, and when what is old there is next put away.
alter table public.tenants add column tend_at timestamptz not null default now();

alter table public.tenants add column clear_at timestamptz not null default now();
