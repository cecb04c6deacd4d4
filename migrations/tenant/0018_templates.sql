-- Titles and descriptions as the seller writes them, with placeholders for what is known of an item.
create table text_templates (
    id bigint generated always as identity primary key
    , name text not null
    -- in small letters: two names differ by more than that
    , name_key text not null
    -- of the text, and of the words that are put into it
    , language text not null
    -- empty where it is left to a style
    , title text not null
    , description text not null
    , created_at timestamptz not null default now()
    , updated_at timestamptz not null default now()
    , constraint text_templates_name_once unique (name_key)
    , constraint text_templates_language_known check (language in ('fr', 'en', 'de', 'it', 'es', 'nl', 'pl'))
    , constraint text_templates_says_something check (title <> '' or description <> '')
);
