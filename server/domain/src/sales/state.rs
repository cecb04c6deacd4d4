//! How far a sale is, from Vinted's words and numbers. Pure. The words win over the numbers, which are Vinted's own and
//! documented nowhere; facts `original-backend.md` section 9.8.

use stoflow_wire::sales::{SaleState, Standing};

const SHIPPED: i64 = 200;
const DELIVERED: i64 = 400;
const OVER: i64 = 400;

/// What the list alone says.
pub(super) fn of_line(standing: Standing) -> SaleState {
    match standing {
        Standing::Completed => SaleState::Completed,
        Standing::Cancelled | Standing::Failed => SaleState::CalledOff,
        Standing::Waiting => SaleState::UnderWay,
        Standing::InProgress | Standing::NeedsAction | Standing::Other => SaleState::ToShip,
    }
}

/// What the sale in full says: `status` and `shipment` are its numbers.
pub(super) fn of_transaction(
    standing: Standing,
    status: Option<i64>,
    shipment: Option<i64>,
) -> SaleState {
    let said = of_line(standing);
    if said.is_finished() {
        return said;
    }
    let (status, shipment) = (status.unwrap_or_default(), shipment.unwrap_or_default());
    if status >= OVER {
        SaleState::Completed
    } else if shipment >= DELIVERED {
        SaleState::Delivered
    } else if shipment >= SHIPPED {
        SaleState::UnderWay
    } else {
        SaleState::ToShip
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_win_over_numbers() {
        use SaleState::{CalledOff, Completed, Delivered, ToShip, UnderWay};
        for (standing, status, shipment, state) in [
            (Standing::NeedsAction, Some(230), None, ToShip),
            (Standing::NeedsAction, Some(230), Some(100), ToShip),
            (Standing::Waiting, Some(300), Some(200), UnderWay),
            (Standing::InProgress, Some(300), Some(350), UnderWay),
            (Standing::Waiting, Some(350), Some(400), Delivered),
            (Standing::Waiting, Some(450), Some(400), Completed),
            (Standing::Completed, None, None, Completed),
            (Standing::Cancelled, Some(510), Some(100), CalledOff),
            (Standing::Failed, Some(450), Some(400), CalledOff),
            (Standing::Other, None, None, ToShip),
        ] {
            let told = of_transaction(standing, status, shipment);
            assert_eq!(told, state, "{standing:?} {status:?} {shipment:?}");
        }
    }
}
