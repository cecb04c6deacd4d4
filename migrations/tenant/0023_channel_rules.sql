-- How the seller wants prices made on a channel, and what a sale there costs them, where they know better than StoFlow.
create table channel_rules (
    channel varchar(16) primary key
    -- thousandths of the item's price; null, as the three below it, where a listing asks what the item costs
    , coefficient integer
    , added_minor bigint
    , ending varchar(16)
    -- no listing there asks for less; null for none
    , minimum_minor bigint
    -- hundredths of a percent; null, as the four below it, where the estimate holds
    , commission_percent integer
    , commission_minor bigint
    , payment_percent integer
    , payment_minor bigint
    , packaging_minor bigint
    , constraint channel_rules_price_whole check (num_nulls(coefficient, added_minor, ending) in (0, 3))
    , constraint channel_rules_minimum_is_of_a_price check (minimum_minor is null or coefficient is not null)
    , constraint channel_rules_fees_whole check (
        num_nulls(commission_percent, commission_minor, payment_percent, payment_minor, packaging_minor) in (0, 5)
    )
    , constraint channel_rules_says_something check (num_nulls(coefficient, commission_percent) < 2)
    , constraint channel_rules_positive check (coefficient > 0 and minimum_minor > 0)
    , constraint channel_rules_not_negative check (
        least(added_minor, commission_percent, commission_minor, payment_percent, payment_minor, packaging_minor) >= 0
    )
);
