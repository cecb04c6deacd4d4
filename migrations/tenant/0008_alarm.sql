-- The seller was told that work waits and Vinted cannot be reached; gone again as soon as it can.
create table vinted_alarm (
    one boolean primary key default true
    , told_at timestamptz not null default now()
    , constraint vinted_alarm_one_row check (one)
);
