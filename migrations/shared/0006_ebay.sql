-- What eBay's answers are told by, before anybody knows whose they are.

-- Consents that were asked for: eBay leads the browser back with the state, of which only the hash is kept. Good once, for
-- the session that asked.
create table public.ebay_consents (
    state_hash bytea primary key
    , tenant_id bigint not null references public.tenants (id) on delete cascade
    , session_id bigint not null references public.sessions (id) on delete cascade
    , expires_at timestamptz not null
    , used_at timestamptz
);

create index ebay_consents_of_session on public.ebay_consents (session_id);

create index ebay_consents_of_tenant on public.ebay_consents (tenant_id);

-- Which shop an account at eBay is connected to, so that a notice about the account finds it. The shop's own row decides.
create table public.ebay_accounts (
    user_id text not null
    , tenant_id bigint not null references public.tenants (id) on delete cascade
    , constraint ebay_accounts_pk primary key (user_id, tenant_id)
);

create index ebay_accounts_of_tenant on public.ebay_accounts (tenant_id);

-- Notices of eBay that somebody closed their account, each once.
create table public.ebay_notices (
    notification_id text primary key
    , user_id text not null
    , received_at timestamptz not null default now()
    -- what we held of them is gone
    , done_at timestamptz
);

create index ebay_notices_open on public.ebay_notices (received_at) where done_at is null;
