//! Brands to pick from while typing: those this seller added or used last, then those that many trade. Reads `products`.

use crate::catalogue::brands;
use crate::catalogue::folding::fold;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::own_words::{self, fields};

/// Looked at from the newest item back: what a seller lists now is like what they listed lately, and so far back the index
/// of the list leads in no time, however many items there are.
const ITEMS: i64 = 400;

/// Brands of the seller's own that stand there before anything is typed.
const RECENT: usize = 12;

/// At most `limit` brands a person may mean by the beginning of a word, each once, the seller's own first, latest first. No
/// text gives those used last and the most traded ones.
pub async fn like(tx: &mut TenantTx, typed: &str, limit: usize) -> Result<Vec<String>, Error> {
    let own = own_words::all(tx).await?;
    let added = own.of(fields::BRAND).map(|word| word.name.clone());
    let mut own: Vec<String> = used(tx).await?;
    let latest = own.len().min(RECENT / 2);
    own.splice(latest..latest, added);
    Ok(ranked(own, typed, limit))
}

/// The brands of the newest items, the one used last first.
async fn used(tx: &mut TenantTx) -> Result<Vec<String>, Error> {
    let newest: Vec<String> = sqlx::query_scalar(
        "select brand from products where touched order by created_at desc, id desc limit $1",
    )
    .bind(ITEMS)
    .fetch_all(tx.conn())
    .await
    .attempted("reading the brands a seller used")?;
    let mut used: Vec<String> = Vec::new();
    for brand in newest {
        if !brand.is_empty() && !used.contains(&brand) {
            used.push(brand);
        }
    }
    Ok(used)
}

fn ranked(used: Vec<String>, typed: &str, limit: usize) -> Vec<String> {
    let is_meant = |brand: &String| brands::may_be_meant(brand, typed);
    let own = used.into_iter().filter(is_meant).take(RECENT);
    let traded = brands::like(typed, limit).into_iter();
    let mut ranked: Vec<String> = Vec::new();
    for brand in own.chain(traded.map(|brand| brand.name.clone())) {
        let is_there = ranked.iter().any(|other| fold(other) == fold(&brand));
        if ranked.len() < limit && !is_there {
            ranked.push(brand);
        }
    }
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(used: &[&str], typed: &str, limit: usize) -> Vec<String> {
        let used = used.iter().map(ToString::to_string).collect();
        super::ranked(used, typed, limit)
    }

    #[test]
    fn the_sellers_own_brands_stand_first_and_once() {
        let used = ["Maison Inconnue", "zara", "Lemaire"];
        let first = ranked(&used, "", 5);
        assert_eq!(first[..4], ["Maison Inconnue", "zara", "Lemaire", "H&M"]);
        assert_eq!(first.len(), 5);
        let typed = ranked(&used, "le", 5);
        assert_eq!(typed[0], "Lemaire");
        assert!(typed[1..].iter().all(|brand| brand != "Lemaire"));
        assert_eq!(ranked(&used, "inc", 5)[0], "Maison Inconnue");
        assert_eq!(ranked(&used, "xyzzy", 5), [""; 0]);
    }

    #[test]
    fn many_brands_of_ones_own_leave_room_for_others() {
        let many: Vec<String> = (0..30).map(|number| format!("Marque {number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let first = ranked(&many, "", 40);
        assert_eq!(first.len(), 40);
        assert_eq!(first[RECENT], "Zara");
    }
}
