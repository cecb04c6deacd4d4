-- When the seller was told that work waits and Vinted cannot be reached; null again as soon as it can.
alter table vinted_connection add column alarm_told_at timestamptz;
