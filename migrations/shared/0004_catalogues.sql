-- What all sellers share to describe an item: one table for each of the catalogue's files in the server. The server
-- fills them and keeps them up at its start (`database::migrations::catalogues`); they are read by people's own queries, exports
-- and reports. Rows are added and mended, never removed: a seller's products hold their keys as text.

-- which version of a file a table holds
create table product_attributes.catalogue_versions (
    catalogue text primary key
    -- SHA-256 of the file, hex
    , version text not null
    , published_at timestamptz not null default now()
);

create table product_attributes.attributes (
    key text primary key
    , most smallint not null
    , shown_for text[] not null default '{}'
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.bag_sizes (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.brands (
    key text primary key
    , name text not null
    , aliases text[] not null default '{}'
);

create table product_attributes.categories (
    key text primary key
    , parent text not null default ''
    , genders text[] not null default '{}'
    , sizes text[] not null default '{}'
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.closures (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.colours (
    key text primary key
    , hex text
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.condition_details (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.conditions (
    note smallint primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.decades (
    key text primary key
    , coefficient numeric not null
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.fits (
    key text primary key
    , coefficient numeric not null
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.genders (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.heel_heights (
    key text primary key
    , centimetres smallint not null
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.heel_types (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.inseams (
    key text primary key
    , centimetres smallint not null
);

create table product_attributes.lengths (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.linings (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.materials (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.measurements (
    key text primary key
    -- categories, or the nodes right above them, that have it
    , categories text[] not null default '{}'
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.metals (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.necklines (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.origins (
    key text primary key
    , coefficient numeric not null
    , premium boolean not null
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.patterns (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.rises (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.seasons (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.shaft_heights (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.size_equivalents (
    size text primary key
    , fr text not null
    , uk text not null
    , us text not null
    , it text not null
);

create table product_attributes.sizes (
    key text primary key
    , "group" text not null
    , centimetres smallint
    , fr text not null
    , en text not null
);

create table product_attributes.sleeve_lengths (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.soles (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.sports (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.straps (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.stretches (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.toe_shapes (
    key text primary key
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.trends (
    key text primary key
    , coefficient numeric not null
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);

create table product_attributes.unique_features (
    key text primary key
    , coefficient numeric not null
    , fr text not null
    , en text not null
    , de text not null
    , it text not null
    , es text not null
    , nl text not null
    , pl text not null
);
