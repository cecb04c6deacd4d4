-- $1 is the schema, $2 the role that acts for its seller
with relations as (
    select class.oid, class.relname, class.relkind, class.relpersistence, class.relrowsecurity, class.relacl, class.relowner
    from pg_catalog.pg_class class
    join pg_catalog.pg_namespace namespace on namespace.oid = class.relnamespace
    where namespace.nspname = $1
), lines as (
    select format('%s %s %s %s', relkind, relname, relpersistence, relrowsecurity) as line
    from relations
    union all
    select format('column %s.%s %s %s %s %s %s', relname, attname, format_type(atttypid, atttypmod), attnotnull
        , attidentity, attgenerated, coalesce(pg_get_expr(adbin, adrelid), ''))
    from relations
    join pg_catalog.pg_attribute on attrelid = relations.oid and attnum > 0 and not attisdropped
    left join pg_catalog.pg_attrdef on adrelid = attrelid and adnum = attnum
    where relkind in ('r', 'p', 'v', 'm')
    union all
    select format('constraint %s.%s %s %s', relname, conname, convalidated, pg_get_constraintdef(pg_constraint.oid))
    from relations
    join pg_catalog.pg_constraint on conrelid = relations.oid
    union all
    select format('index %s %s', indisvalid, pg_get_indexdef(indexrelid))
    from relations
    join pg_catalog.pg_index on indrelid = relations.oid
    union all
    select format('grant %s %s %s', relname, privilege_type
        , case when grantee = relowner then 'owner' when pg_get_userbyid(grantee) = $2 then 'seller' else 'somebody else' end)
    from relations
    cross join lateral aclexplode(coalesce(relacl, acldefault('r', relowner)))
    where relkind <> 'i'
    union all
    select format('grant schema %s %s', privilege_type
        , case when grantee = nspowner then 'owner' when pg_get_userbyid(grantee) = $2 then 'seller' else 'somebody else' end)
    from pg_catalog.pg_namespace
    cross join lateral aclexplode(coalesce(nspacl, acldefault('n', nspowner)))
    where nspname = $1
    union all
    select format('sequence %s of %s.%s %s', relations.relname, owner.relname, attname, deptype)
    from relations
    join pg_catalog.pg_depend on objid = relations.oid and classid = 'pg_catalog.pg_class'::regclass and deptype in ('a', 'i')
    join pg_catalog.pg_class owner on owner.oid = refobjid
    join pg_catalog.pg_attribute on attrelid = refobjid and attnum = refobjsubid
    where relations.relkind = 'S'
    union all
    select format('trigger %s %s', relname, pg_get_triggerdef(pg_trigger.oid))
    from relations
    join pg_catalog.pg_trigger on tgrelid = relations.oid and not tgisinternal
)
select replace(line, $1 || '.', '') as line from lines order by line collate "C"
