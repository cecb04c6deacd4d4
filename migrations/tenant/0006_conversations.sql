-- The seller's conversations on vinted.fr, as the extension last read them, and what is answered from here.

create table conversations (
    -- Vinted's own
    id bigint primary key
    -- the member at the other end; null where they left
    , opposite_id bigint
    , opposite_login text not null
    , opposite_photo text
    -- the listing it is about, once it was read: Vinted's id of it
    , item_id bigint
    , item_title text not null default ''
    , item_photo text
    , item_price_minor bigint
    , preview text not null
    -- nobody opened it here since somebody wrote
    , unread boolean not null
    -- false where Vinted takes no more replies in it
    , allow_reply boolean not null default true
    -- it moved since its messages were read
    , due boolean not null default true
    -- the seller waits for its messages
    , wanted_at timestamptz
    -- when it last moved, as Vinted says
    , updated_at timestamptz not null
    -- when its messages were last read
    , read_at timestamptz
    -- the member's name, the item's title and the preview, folded for searching
    , search_text text not null
);

create index conversations_newest on conversations (updated_at desc, id desc);

create index conversations_unread on conversations (id) where unread;

create table messages (
    id bigint generated always as identity primary key
    , conversation_id bigint not null references conversations (id) on delete cascade
    -- Vinted's number with its kind, or a hash of the content where it has none: what is read twice is kept once
    , anchor text not null
    , kind text not null
    , sender text not null
    , body text not null
    , title text not null
    , subtitle text not null
    , price_minor bigint
    , offer_state text
    -- addresses on Vinted's hosts
    , photos text[] not null default '{}'
    -- when it was said; when it was first read where Vinted does not tell
    , said_at timestamptz not null
    , constraint messages_once unique (conversation_id, anchor)
    , constraint messages_kind_known check (kind in ('message', 'offer_request', 'offer', 'status', 'action'))
    , constraint messages_sender_known check (sender in ('us', 'them', 'site'))
    , constraint messages_offer_known check (offer_state in ('pending', 'accepted', 'refused', 'cancelled'))
);

create index messages_in_order on messages (conversation_id, said_at, id);

-- Answers written here. The text is on record before anything leaves.
create table replies (
    id bigint generated always as identity primary key
    , conversation_id bigint not null references conversations (id) on delete cascade
    -- made on the page: the same click twice is one reply
    , idempotency_key text not null
    , body text not null
    , state text not null
    -- Vinted's number of the newest message that was known then
    , after_message bigint
    , job_id bigint
    -- when the permit for the unrepeatable call was given; null again once its outcome is known
    , sent_at timestamptz
    , trouble jsonb
    , created_at timestamptz not null default now()
    , ended_at timestamptz
    , constraint replies_key_once unique (idempotency_key)
    , constraint replies_state_known check (state in ('queued', 'sent', 'failed', 'in_doubt', 'cancelled'))
);

-- One at a time in a conversation.
create unique index replies_one_pending on replies (conversation_id) where state in ('queued', 'in_doubt');

create index replies_newest on replies (created_at);

-- Texts the seller often writes, with placeholders.
create table canned_replies (
    id bigint generated always as identity primary key
    , name text not null
    , body text not null
    , created_at timestamptz not null default now()
    , constraint canned_replies_name_once unique (name)
);

-- The walks through the inbox: one row.
create table inbox_sync (
    one boolean primary key default true
    -- when one last came to its end
    , completed_at timestamptz
    -- when one last began by itself
    , begun_by_itself_at timestamptz
    -- the last walk did not come to its end: the next one must not stop at what is known
    , unfinished boolean not null default false
    , constraint inbox_sync_one_row check (one)
);
