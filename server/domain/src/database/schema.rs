//! The names a seller's schema and role go by. They are made from a number and from nothing else.

use stoflow_wire::ids::TenantId;

/// How many roles share the sellers' schemas. One role per seller would cost 1.6 s per new connection at 10,000.
pub(super) const BUCKETS: u8 = 64;

/// The blueprint's number in its own identity row; no seller has it.
const TEMPLATE: TenantId = TenantId(0);

/// A schema of the tenant kind: a seller's or the blueprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SchemaName(TenantId);

impl SchemaName {
    pub(crate) fn of(tenant: TenantId) -> Self {
        Self(tenant)
    }

    /// The schema every seller's is measured against; holds no rows.
    pub(crate) fn template() -> Self {
        Self(TEMPLATE)
    }

    /// The role that acts for its seller.
    pub(crate) fn role(self) -> String {
        Bucket::of(self).to_string()
    }

    /// The number in its identity row.
    pub(crate) fn number(self) -> TenantId {
        self.0
    }
}

impl std::fmt::Display for SchemaName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            TEMPLATE => f.write_str("template_tenant"),
            TenantId(id) => write!(f, "user_{id}"),
        }
    }
}

/// One of the roles that have rights on their own schemas alone: the wall behind the search path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Bucket(u8);

impl Bucket {
    pub(super) fn of(schema: SchemaName) -> Self {
        let bucket = schema.number().0.rem_euclid(i64::from(BUCKETS));
        Self(u8::try_from(bucket).unwrap_or_default())
    }

    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..BUCKETS).map(Self)
    }
}

impl std::fmt::Display for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "stoflow_bucket_{:02}", self.0)
    }
}
