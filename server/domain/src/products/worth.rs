//! What an item may be worth and what is left of its sale, as far as its form says: the unsaved one where there is one.
//!
//! A form is never whole while it is typed: what cannot be read counts as not said. Knows no formula: those are the
//! pricing room's. What an admin knows of brands is passed in, what the seller knows of channels is read.

use super::{ProductFields, telling};
use crate::catalogue::{self, attributes};
use crate::channel_rules;
use crate::database::TenantTx;
use crate::error::Error;
use crate::own_words;
use crate::pricing::appraisal::{self, Item};
use crate::pricing::book::Book;
use crate::pricing::own::Own;
use crate::pricing::profit::{self, Sale, Wanted};
use crate::pricing::{fees, rules, weights};
use stoflow_wire::ids::ProductId;
use stoflow_wire::money::Money;
use stoflow_wire::pricing::Channel;
use stoflow_wire::worth::{ChannelPrice, ChannelProfit, Worth};

/// Of a product of this seller. [`Error::NotFound`] where they have none of this id.
pub async fn get(tx: &mut TenantTx, product: ProductId, book: &Book) -> Result<Worth, Error> {
    let words = own_words::all(tx).await?;
    let fields = telling::as_it_stands(tx, product, &words).await?;
    let own = channel_rules::list(tx).await?;
    Ok(of(&words.in_shared_words(&fields), book, &own))
}

/// Of an item, however much is said of it.
fn of(fields: &ProductFields, book: &Book, own: &[Own]) -> Worth {
    Worth {
        appraisal: appraisal::of(&item(fields), book),
        asked: fields.price,
        least: fields.cost.map_or_else(Vec::new, |cost| least(cost, own)),
        profits: fields
            .price
            .map_or_else(Vec::new, |price| profits(price, fields, own)),
    }
}

/// What another category was asked for stays in the form, and says nothing of this item.
fn item(fields: &ProductFields) -> Item {
    let category = catalogue::category(&fields.category);
    let said = fields.attributes.iter().filter(|said| {
        let asked = attributes::find(&said.key).zip(category);
        asked.is_some_and(|(asked, category)| asked.fits(category))
    });
    let said: Vec<_> = said.cloned().collect();
    Item {
        brand: fields.brand.clone(),
        category: fields.category.clone(),
        materials: fields.materials.clone(),
        model: fields.title.clone(),
        condition: fields.condition,
        told: weights::words(&said),
        minimum: fields.minimum,
    }
}

/// Less than a site takes is no price there.
fn least(cost: Money, own: &[Own]) -> Vec<ChannelPrice> {
    let channels = Channel::ALL.iter();
    channels
        .filter_map(|channel| {
            let nothing = Money::euros_from_cents(0);
            let sale = Sale {
                price: nothing,
                charged: nothing,
                cost: Some(cost),
                postage: nothing,
            };
            let own = Own::on(own, *channel);
            let fees = fees::known(*channel, own.fees.as_ref());
            let enough = profit::least_price(&sale, &fees, Wanted::Net(nothing))?;
            let (taken, _) = rules::limits(*channel);
            let price = if enough.minor < taken.minor {
                taken
            } else {
                enough
            };
            Some(ChannelPrice {
                channel: *channel,
                price,
            })
        })
        .collect()
}

/// At the very price that a listing asks for there. What StoFlow would make of the item's is advice.
fn profits(price: Money, fields: &ProductFields, own: &[Own]) -> Vec<ChannelProfit> {
    let channels = Channel::ALL.iter();
    channels
        .map(|channel| {
            let own = Own::on(own, *channel);
            ChannelProfit {
                channel: *channel,
                profit: own.sold(price, fields.minimum, fields.cost),
                priced_by: own.price_by(),
                advised: rules::price(price, fields.minimum, &rules::advised(*channel)),
                guessed: fees::is_guessed(*channel, own.fees.as_ref()),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::own_words::OwnWords;
    use crate::pricing::own::{OwnFees, Share};
    use crate::products::form;
    use stoflow_wire::pricing::{Appraisal, ChannelRules, PerMille, Source, Tier};
    use stoflow_wire::products::ProductForm;

    /// Of a form that is still being typed.
    fn of(form: &ProductForm) -> Worth {
        super::of(
            &form::read_leniently(form, OwnWords::none()),
            &Book::default(),
            &[],
        )
    }

    /// Levi's jeans in excellent state.
    fn jeans() -> ProductForm {
        ProductForm {
            category: "jeans".to_owned(),
            brand: "levi's".to_owned(),
            condition: "8".to_owned(),
            ..ProductForm::default()
        }
    }

    fn prices(form: &ProductForm) -> [i64; 3] {
        let appraisal = of(form).appraisal.unwrap();
        [appraisal.quick, appraisal.standard, appraisal.premium].map(|price| price.minor)
    }

    fn on(channel: Channel, form: &ProductForm) -> ChannelProfit {
        let mut profits = of(form).profits.into_iter();
        profits.find(|there| there.channel == channel).unwrap()
    }

    #[test]
    fn an_empty_form_says_nothing() {
        let nothing = Worth {
            appraisal: None,
            asked: None,
            least: Vec::new(),
            profits: Vec::new(),
        };
        assert_eq!(of(&ProductForm::default()), nothing);
    }

    #[test]
    fn half_a_form_is_worth_something() {
        let typing = ProductForm {
            price: "douze".to_owned(),
            ..jeans()
        };
        let worth = of(&typing);
        assert_eq!((worth.asked, worth.profits), (None, Vec::new()));
        assert_eq!(prices(&typing), [1650, 2200, 2860]);
    }

    #[test]
    fn the_title_tells_the_model() {
        let named = ProductForm {
            title: "Jean 501 brut".to_owned(),
            ..jeans()
        };
        assert_eq!(prices(&named)[1], 2640);
    }

    #[test]
    fn no_estimate_is_below_the_minimum() {
        let dear = ProductForm {
            minimum: "500".to_owned(),
            ..jeans()
        };
        assert_eq!(prices(&dear), [50_000; 3]);
    }

    #[test]
    fn what_the_category_is_not_asked_for_does_not_count() {
        let seen = |category: &str| {
            let form = ProductForm {
                category: category.to_owned(),
                attributes: [("origin".to_owned(), "japan".to_owned())].into(),
                ..jeans()
            };
            let appraisal: Appraisal = of(&form).appraisal.unwrap();
            let seen = appraisal.adjustments.iter().map(|one| one.seen.len());
            seen.sum::<usize>()
        };
        assert_eq!(seen("jeans"), 1);
        assert_eq!(seen("other"), 0);
    }

    #[test]
    fn a_sale_is_reckoned_at_the_price_that_is_asked() {
        let form = ProductForm {
            price: "20".to_owned(),
            cost: "5".to_owned(),
            ..jeans()
        };
        let vinted = on(Channel::Vinted, &form);
        assert_eq!(vinted.profit.price.minor, 2000);
        assert_eq!(vinted.profit.net, Some(Money::euros_from_cents(1500)));
        assert_eq!(vinted.profit.margin, Some(PerMille(750)));
        assert_eq!(vinted.advised.minor, 2290);
        assert!(!vinted.guessed);
        let ebay = on(Channel::Ebay, &form);
        assert!(ebay.guessed && ebay.profit.fee.minor > 0);
        assert!(ebay.profit.net.unwrap().minor < 1500);
    }

    #[test]
    fn the_sellers_own_rules_make_the_price_and_the_fees_of_their_channel_alone() {
        let euros = Money::euros_from_cents;
        let nothing = Share {
            percent: 0,
            fixed: euros(0),
        };
        let own = Own {
            channel: Channel::Vinted,
            price: Some(ChannelRules {
                coefficient: PerMille(1200),
                ..ChannelRules::as_it_is(Channel::Vinted)
            }),
            fees: Some(OwnFees {
                commission: nothing,
                payment: nothing,
                packaging: euros(50),
            }),
        };
        let form = ProductForm {
            price: "20".to_owned(),
            cost: "5".to_owned(),
            ..jeans()
        };
        let worth = super::of(
            &form::read_leniently(&form, OwnWords::none()),
            &Book::default(),
            &[own],
        );
        let vinted = &worth.profits[0];
        assert_eq!(vinted.profit.price, euros(2400));
        assert_eq!(vinted.priced_by, Source::Seller);
        assert_eq!(vinted.profit.net, Some(euros(1850)));
        assert_eq!(worth.least[0].price, euros(550));
        assert_eq!(worth.profits[1..], of(&form).profits[1..]);
    }

    #[test]
    fn what_an_admin_knows_of_a_brand_moves_the_estimate() {
        let book = Book {
            tiers: vec![("levi's".to_owned(), Tier::Luxury)],
            ..Book::default()
        };
        let fields = form::read_leniently(&jeans(), OwnWords::none());
        let moved = super::of(&fields, &book, &[]).appraisal.unwrap();
        assert!(moved.standard.minor > prices(&jeans())[1]);
    }

    #[test]
    fn what_was_given_is_sold_for_what_the_site_takes_at_least() {
        let least = |cost: &str| {
            let form = ProductForm {
                cost: cost.to_owned(),
                ..jeans()
            };
            let least = of(&form).least.into_iter();
            least.map(|there| there.price.minor).collect::<Vec<_>>()
        };
        assert!(least("").is_empty());
        assert_eq!(least("0")[0], 100);
        assert_eq!(least("12")[0], 1200);
        assert!(least("12")[1..].iter().all(|price| *price > 1200));
    }

    #[test]
    fn without_a_cost_the_net_is_unknown() {
        let form = ProductForm {
            price: "20".to_owned(),
            ..jeans()
        };
        let vinted = on(Channel::Vinted, &form);
        assert_eq!((vinted.profit.net, vinted.profit.margin), (None, None));
        assert_eq!(of(&form).least, []);
    }
}
