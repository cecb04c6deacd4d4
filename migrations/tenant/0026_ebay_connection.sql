-- What is read of a marketplace again and again, and the shop's account at eBay.

-- The readings, one row for each kind that was ever begun or is expected.
create table readings (
    -- wardrobe, sales, inbox: what of Vinted is read. Of bounded length, so that a table of three rows needs no second one
    -- for what does not fit
    what varchar(16) primary key
    -- counts them, where somebody has to tell one from the next
    , run bigint not null default 0
    -- when one last came to its end
    , completed_at timestamptz
    -- when one last began by itself
    , begun_by_itself_at timestamptz
    -- the last one did not come to its end: the next must not stop at what is known
    , unfinished boolean not null default false
);

insert into readings (what, run, completed_at, begun_by_itself_at)
select 'wardrobe', run, completed_at, begun_by_itself_at from wardrobe_sync;

insert into readings (what, completed_at, begun_by_itself_at)
select 'sales', completed_at, begun_by_itself_at from sales_reading;

insert into readings (what, completed_at, begun_by_itself_at, unfinished)
select 'inbox', completed_at, begun_by_itself_at, unfinished from inbox_sync;

drop table wardrobe_sync;

drop table sales_reading;

drop table inbox_sync;

-- The account at eBay this shop sells with: one row, or none.
create table ebay_connection (
    one boolean primary key default true
    -- eBay's own, unchanging number of the account, and its name there
    , user_id text not null
    , username text not null
    -- individual, business
    , account_type text not null
    -- the sites it is to sell on, as eBay names them: EBAY_FR
    , sites text[] not null
    , connected_at timestamptz not null default now()
    -- both sealed for this shop (`secrets`)
    , access_token bytea not null
    , refresh_token bytea not null
    , access_until timestamptz not null
    , refresh_until timestamptz not null
    -- rises with each renewal: who was refused with an old token tries again with the new one
    , renewals bigint not null default 0
    -- a server fetches new tokens; another may where this has passed
    , renewing_until timestamptz
    -- when eBay last took a token of this connection
    , seen_at timestamptz not null default now()
    -- when it was last looked whether the consent still stands, without anybody's asking
    , checked_at timestamptz not null default now()
    -- why nothing can be done there until the seller acts: revoked, expired, refused
    , stopped text
    , stopped_at timestamptz
    -- when the seller was written to about it
    , alarm_told_at timestamptz
    -- what is there and what is missing before something can be sold, as last read
    , readiness jsonb
    , constraint ebay_connection_one_row check (one)
    , constraint ebay_connection_account_known check (account_type in ('individual', 'business'))
    , constraint ebay_connection_stopped_known check (stopped in ('revoked', 'expired', 'refused'))
    , constraint ebay_connection_stopped_since check ((stopped is null) = (stopped_at is null))
);
