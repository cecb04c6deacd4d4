-- How fresh what is known of Vinted is, and the whole of an old job.

-- When Vinted last showed who is signed in in that browser.
alter table executors add column session_seen_at timestamptz;

alter table vinted_connection
    -- when a listing was last written there
    add column worked_at timestamptz
    -- when the seller was last written to; told is what left
    , add column alarm_tried_at timestamptz;

-- What it was about stays readable when the item is gone.
alter table job_archive
    add column listing_id bigint
    , add column batch_id bigint
    , add column title text not null default ''
    -- title, brand, SKU and place as they were, folded for searching
    , add column search_text text not null default ''
    , add column url text
    , add column result jsonb
    -- as the job's page shows them
    , add column steps jsonb not null default '[]'
    , add column history jsonb not null default '[]';
