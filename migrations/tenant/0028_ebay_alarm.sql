alter table ebay_connection
    -- when it was last tried to write to the seller about a connection that stands still; told is what a mail server took
    add column alarm_tried_at timestamptz;
