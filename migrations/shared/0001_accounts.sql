-- Everything all sellers share: who they are, where they live, how they sign in. Nothing a seller owns is here.

create schema if not exists product_attributes;

-- The directory: one row per seller's schema, taken or ready to be taken. The id is the number in `user_{id}`.
create table public.tenants (
    id bigint generated always as identity primary key
    -- the database cluster that holds the schema; one for now, in the directory from day one
    , cell_id integer not null default 1
    -- being_built: its schema is not committed yet; ready: complete and nobody's; taken: a seller's
    , state text not null default 'being_built'
    -- the last tenant migration applied to the schema
    , schema_version integer not null default 0
    , created_at timestamptz not null default now()
    , taken_at timestamptz
    , constraint tenants_state_known check (state in ('being_built', 'ready', 'taken'))
    , constraint tenants_taken_at_matches check ((state = 'taken') = (taken_at is not null))
);

create index tenants_ready on public.tenants (id) where state = 'ready';

-- People who sign in. One seller, one shop, one account for now.
create table public.accounts (
    id bigint generated always as identity primary key
    , tenant_id bigint not null unique references public.tenants (id)
    -- as typed, for mails
    , email text not null
    -- lower-cased and trimmed: two spellings are one person
    , email_key text not null unique
    , shop text not null
    -- Argon2id in PHC form
    , password_hash text not null
    , language text not null default 'fr'
    , role text not null default 'seller'
    , confirmed_at timestamptz
    , created_at timestamptz not null default now()
    , constraint accounts_language_known check (language in ('fr', 'en'))
    , constraint accounts_role_known check (role in ('seller', 'support', 'admin'))
);

-- Links in confirmation mails; only the hash is kept.
create table public.confirmations (
    token_hash bytea primary key
    , account_id bigint not null references public.accounts (id) on delete cascade
    , expires_at timestamptz not null
    , used_at timestamptz
);

create index confirmations_of_account on public.confirmations (account_id);

-- One signed-in browser from sign-in to sign-out. Ending it ends every token of its family.
create table public.sessions (
    id bigint generated always as identity primary key
    , account_id bigint not null references public.accounts (id) on delete cascade
    , created_at timestamptz not null default now()
    , seen_at timestamptz not null default now()
    , ended_at timestamptz
    -- signed_out, reused (an old refresh token came back), replaced (the unconfirmed account was taken over)
    , end_reason text
    , user_agent text not null default ''
);

create index sessions_of_account on public.sessions (account_id);

-- Wrong passwords, per address typed (hashed), whether it has an account or not; five in half an hour are enough.
create table public.sign_in_attempts (
    who_hash bytea primary key
    , attempts integer not null
    , since timestamptz not null
);

create index sign_in_attempts_since on public.sign_in_attempts (since);

-- Refresh tokens rotate; each knows the one it replaced, so that a race of tabs is told from a theft.
create table public.refresh_tokens (
    token_hash bytea primary key
    , session_id bigint not null references public.sessions (id) on delete cascade
    , issued_at timestamptz not null default now()
    , expires_at timestamptz not null
    , used_at timestamptz
    , parent_hash bytea
);

create index refresh_tokens_of_parent on public.refresh_tokens (parent_hash) where parent_hash is not null;

create index refresh_tokens_of_session on public.refresh_tokens (session_id);

-- One-time codes by which a signed-in dashboard pairs an extension; only the hash is kept.
create table public.pairing_codes (
    code_hash bytea primary key
    , tenant_id bigint not null references public.tenants (id) on delete cascade
    , expires_at timestamptz not null
    , used_at timestamptz
);

-- A hint where work waits, written after the seller's own commit. It may be wrong in either direction and can be
-- rebuilt from the sellers' schemas; nothing rests on it but speed and fairness.
create table public.tenant_queue (
    tenant_id bigint primary key
    , next_run_at timestamptz not null
    , last_served timestamptz not null default '-infinity'
);

create index tenant_queue_order on public.tenant_queue (last_served, next_run_at);
