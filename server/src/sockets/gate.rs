//! How many sockets may be open: per shop and in all. A seat is given back when the socket's task ends.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use stoflow_wire::ids::TenantId;

/// Ten a shop: a few tabs, two phones, an extension or two.
const PER_TENANT: u32 = 10;

/// What one process carries (design section 11).
const IN_ALL: u32 = 20_000;

#[derive(Default)]
pub struct SocketGate(Mutex<Seats>);

#[derive(Default)]
struct Seats {
    taken: u32,
    by_tenant: HashMap<TenantId, u32>,
}

/// A place for one socket.
pub struct Seat {
    gate: Arc<SocketGate>,
    tenant: TenantId,
}

impl SocketGate {
    /// A seat, or `None` where the shop or the process is full.
    pub fn take(self: &Arc<Self>, tenant: TenantId) -> Option<Seat> {
        let mut seats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = seats.by_tenant.get(&tenant).copied().unwrap_or(0);
        if seats.taken >= IN_ALL || own >= PER_TENANT {
            return None;
        }
        seats.taken += 1;
        seats.by_tenant.insert(tenant, own + 1);
        Some(Seat {
            gate: Arc::clone(self),
            tenant,
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = self.gate.0.lock().unwrap_or_else(PoisonError::into_inner);
        seats.taken = seats.taken.saturating_sub(1);
        if let Some(own) = seats.by_tenant.get_mut(&self.tenant) {
            *own -= 1;
            if *own == 0 {
                seats.by_tenant.remove(&self.tenant);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shop_has_ten_seats_and_gets_them_back() {
        let gate = Arc::new(SocketGate::default());
        let mut seats: Vec<_> = (0..PER_TENANT)
            .filter_map(|_| gate.take(TenantId(1)))
            .collect();
        assert_eq!(seats.len(), 10);
        assert!(gate.take(TenantId(1)).is_none());
        assert!(gate.take(TenantId(2)).is_some());
        seats.pop();
        assert!(gate.take(TenantId(1)).is_some());
    }

    #[test]
    fn a_process_carries_so_many_and_no_more() {
        let gate = Arc::new(SocketGate::default());
        let everybody = (0..i64::from(IN_ALL)).map(|number| gate.take(TenantId(number)));
        let mut seats: Vec<Option<Seat>> = everybody.collect();
        assert!(seats.iter().all(Option::is_some));
        let another = TenantId(i64::from(IN_ALL));
        assert!(gate.take(another).is_none());
        seats.pop();
        assert!(gate.take(another).is_some());
    }
}
