-- What was sold on vinted.fr, as the extension last read it, and how far each parcel is.

-- One transaction, whatever it holds.
create table sales (
    id bigint generated always as identity primary key
    -- Vinted's own
    , transaction_id bigint not null
    , conversation_id bigint
    , title text not null
    -- null in a currency that is not known here
    , price_minor bigint
    , buyer_protection_minor bigint
    , service_fee_minor bigint
    , postage_minor bigint
    , thumb text
    , buyer_login text not null default ''
    , buyer_country text not null default ''
    , state text not null
    -- as Vinted says it: its word for the seller, its sentence, its numbers
    , standing text not null
    , status_text text not null
    , status_code bigint
    , shipment_id bigint
    , shipment_code bigint
    , carrier text not null default ''
    , tracking text not null default ''
    , sold_at timestamptz not null
    , paid_at timestamptz
    -- five working days after the payment
    , ship_by timestamptz not null
    , shipped_at timestamptz
    , delivered_at timestamptz
    , ended_at timestamptz
    -- to be read in full: new, or changed since
    , details_due boolean not null default true
    , read_at timestamptz
    -- when the label came into our own storage, and when it was last given out to be printed
    , label_at timestamptz
    , printed_at timestamptz
    , packed_at timestamptz
    -- titles, buyer and tracking number folded for searching
    , search_text text not null
    , constraint sales_transaction_once unique (transaction_id)
    , constraint sales_state_known check (state in ('to_ship', 'under_way', 'delivered', 'completed', 'called_off'))
);

create index sales_open on sales (state) where state in ('to_ship', 'under_way', 'delivered');

create index sales_newest on sales (sold_at desc, id desc);

create table sale_items (
    sale_id bigint not null references sales (id) on delete cascade
    , position integer not null
    -- the listing on Vinted it was sold from
    , vinted_id bigint not null
    , title text not null
    , price_minor bigint
    , thumb text
    -- the item's listing here; null while it is nobody's
    , listing_id bigint references listings (id)
    , constraint sale_items_pk primary key (sale_id, position)
);

create index sale_items_unmatched on sale_items (vinted_id) where listing_id is null;

-- The readings of what was sold: one row.
create table sales_reading (
    one boolean primary key default true
    -- when one last came to its end
    , completed_at timestamptz
    -- when one last began by itself
    , begun_by_itself_at timestamptz
    , constraint sales_reading_one_row check (one)
);
