//! What an item may be worth and what is left of a sale: the words between the pricing engine and the dashboard.
//!
//! Amounts are integer cents with their currency, ratios integers per mille, so that both ends read the same number.
//! An appraisal names every number that went into it: a reader can multiply it out. Holds no formula and no table.

use crate::money::Money;
use serde::{Deserialize, Serialize};

/// A ratio in thousandths: 1100 is × 1.1 or 110 %.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct PerMille(pub i32);

impl PerMille {
    /// × 1.
    pub const WHOLE: Self = Self(1000);
}

/// Gives an enum its list and the text it has in tables, in the database and on the wire.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$of])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text),+
                }
            }

            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

named! {
    /// How dear a brand is second-hand, the cheapest first.
    Tier {
        Budget = "budget",
        /// The high street, and every brand that no table knows.
        Mainstream = "mainstream",
        Middle = "middle",
        Premium = "premium",
        Designer = "designer",
        Luxury = "luxury",
    }
}

named! {
    /// What can move a price up or down, by the catalogue's name of the attribute.
    AdjustmentKind {
        Origin = "origin",
        Decade = "decade",
        Trend = "trend",
        Feature = "unique_feature",
        Fit = "fit",
        /// Flaws, and the little that makes up for them.
        Detail = "condition_detail",
    }
}

named! {
    /// Where a price is asked and a fee taken. A seller may also know the fees of a site that StoFlow does not list on.
    Channel {
        Vinted = "vinted",
        Ebay = "ebay",
        Etsy = "etsy",
    }
}

named! {
    /// How a price ends.
    Ending {
        AsItIs = "as_it_is",
        /// 13,00 €
        Whole = "whole",
        /// 12,50 €
        Fifty = "fifty",
        /// 12,90 €
        Ninety = "ninety",
        /// 12,99 €
        NinetyNine = "ninety_nine",
    }
}

impl Ending {
    /// The cents of a price with this ending; `None` where any will do.
    pub fn cents(self) -> Option<i64> {
        match self {
            Self::AsItIs => None,
            Self::Whole => Some(0),
            Self::Fifty => Some(50),
            Self::Ninety => Some(90),
            Self::NinetyNine => Some(99),
        }
    }
}

named! {
    /// What a fee is taken for.
    FeePart {
        Commission = "commission",
        Payment = "payment",
        Listing = "listing",
        /// What the site passes on of a country's tax on platforms.
        Regulatory = "regulatory",
        /// What a sale costs the seller besides: bag, box, label. No site takes it.
        Packaging = "packaging",
    }
}

named! {
    /// What a percentage is taken of.
    FeeBasis {
        Price = "price",
        /// The price and the postage that the buyer pays.
        PriceAndPostage = "price_and_postage",
    }
}

/// Keys of the catalogue, by what they say: of an item, or of what buyers expect of its brand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    pub origins: Vec<String>,
    pub decades: Vec<String>,
    pub trends: Vec<String>,
    pub features: Vec<String>,
    pub fits: Vec<String>,
    pub details: Vec<String>,
}

impl Words {
    pub fn of(&self, kind: AdjustmentKind) -> &[String] {
        match kind {
            AdjustmentKind::Origin => &self.origins,
            AdjustmentKind::Decade => &self.decades,
            AdjustmentKind::Trend => &self.trends,
            AdjustmentKind::Feature => &self.features,
            AdjustmentKind::Fit => &self.fits,
            AdjustmentKind::Detail => &self.details,
        }
    }

    pub fn of_mut(&mut self, kind: AdjustmentKind) -> &mut Vec<String> {
        match kind {
            AdjustmentKind::Origin => &mut self.origins,
            AdjustmentKind::Decade => &mut self.decades,
            AdjustmentKind::Trend => &mut self.trends,
            AdjustmentKind::Feature => &mut self.features,
            AdjustmentKind::Fit => &mut self.fits,
            AdjustmentKind::Detail => &mut self.details,
        }
    }
}

/// A word of the catalogue with what it is worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    pub key: String,
    pub worth: PerMille,
}

/// Why a price is higher or lower than the usual one of its group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    pub kind: AdjustmentKind,
    /// What is added to the price, of the price.
    pub effect: PerMille,
    /// What the item has, the dearest first.
    pub seen: Vec<Weighed>,
    /// What buyers expect of it anyway, the dearest first.
    pub expected: Vec<Weighed>,
}

/// Where the base price comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum BaseSource {
    /// The table of base prices.
    Tier { tier: Tier },
    /// A [`BrandGroup`].
    BrandGroup,
}

/// Three prices for an item, and each number they were made of:
/// `standard = base × model × condition × (1 + total)`, within the bounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraisal {
    /// To be rid of it soon: 75 % of the standard price.
    pub quick: Money,
    pub standard: Money,
    /// For who can wait: 130 % of the standard price.
    pub premium: Money,
    /// Key of the price group, such as `jeans` or `jacket_leather`.
    pub group: String,
    /// The price of such a thing of such a brand in excellent state (note 8).
    pub base: Money,
    pub source: BaseSource,
    /// × 1 where the model is unknown.
    pub model: PerMille,
    /// × 1 where no condition is told.
    pub condition: PerMille,
    /// Each kind that counts for the group.
    pub adjustments: Vec<Adjustment>,
    /// Of all adjustments, within the bounds.
    pub total: PerMille,
    /// None of the three is below.
    pub floor: Money,
}

/// What is known of a brand's things of one group, better than its tier says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandGroup {
    /// The brand, however it is written.
    pub brand: String,
    /// Key of a price group.
    pub group: String,
    /// In excellent state (note 8).
    pub base: Money,
    /// How much the condition matters: × 1 as the table says, × 0.5 half as much.
    pub sensitivity: PerMille,
    pub expected: Words,
}

named! {
    /// Whose figures hold.
    Source {
        /// StoFlow's tables.
        Estimate = "estimate",
        Seller = "seller",
    }
}

/// How the price of one channel is made of the price that the seller asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelRules {
    pub channel: Channel,
    pub coefficient: PerMille,
    /// Added after the coefficient.
    pub added: Money,
    pub ending: Ending,
    /// The seller sells for no less there.
    pub minimum: Option<Money>,
}

impl ChannelRules {
    /// The very price that the item has.
    pub fn as_it_is(channel: Channel) -> Self {
        Self {
            channel,
            coefficient: PerMille::WHOLE,
            added: Money::euros_from_cents(0),
            ending: Ending::AsItIs,
            minimum: None,
        }
    }
}

/// One thing a channel takes of a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRule {
    pub part: FeePart,
    /// Hundredths of a percent: 650 is 6.5 %.
    pub percent: u32,
    pub basis: FeeBasis,
    /// For each sale, whatever its price.
    pub fixed: Money,
}

/// A part of the fee of one sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    pub part: FeePart,
    pub amount: Money,
}

/// What is left of a sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profit {
    pub price: Money,
    /// Postage that the buyer pays to the seller.
    pub charged: Money,
    /// What the seller paid for the item; `None` while it is unknown.
    pub cost: Option<Money>,
    /// The sum of [`Self::fees`].
    pub fee: Money,
    pub fees: Vec<Fee>,
    /// What the seller pays for the parcel.
    pub postage: Money,
    /// Price and charged postage less fee and postage; negative where the sale costs more than it brings.
    pub proceeds: Money,
    /// The proceeds less the cost.
    pub net: Option<Money>,
    /// The net profit of the price; `None` without a price.
    pub margin: Option<PerMille>,
    /// The net profit of the cost; `None` for what cost nothing.
    pub return_on_cost: Option<PerMille>,
}
