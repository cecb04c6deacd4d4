-- How the wardrobe stood at the end of each day on which it was read.
create table wardrobe_days (
    -- of Paris
    day date primary key
    , on_sale bigint not null
    -- what is on sale, at its price
    , value_minor bigint not null
    , views bigint not null
    , favourites bigint not null
    -- sold since the wardrobe is known
    , sold bigint not null
);
