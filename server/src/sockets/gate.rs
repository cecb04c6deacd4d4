//! How many sockets may be open: per shop and in all. A seat is given back when the socket's task ends.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use stoflow_wire::ids::TenantId;

/// Ten a shop: a few tabs, two phones, an extension or two.
const PER_TENANT: u32 = 10;

/// Of those, how many no page is given: open tabs do not keep the extension out.
const KEPT_FOR_EXECUTORS: u32 = 2;

/// What one process carries (design section 11), and its part that no page is given.
const IN_ALL: u32 = 20_000;
const IN_ALL_KEPT: u32 = 2_000;

/// Who asks for a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guest {
    Page,
    Executor,
}

#[derive(Default)]
pub struct SocketGate(Mutex<Seats>);

#[derive(Default)]
struct Seats {
    taken: Taken,
    by_tenant: HashMap<TenantId, Taken>,
}

#[derive(Clone, Copy, Default)]
struct Taken {
    pages: u32,
    executors: u32,
}

impl Taken {
    fn all(self) -> u32 {
        self.pages + self.executors
    }

    /// Whether `guest` finds a place among `most`, of which `kept` are not for pages.
    fn has_room(self, guest: Guest, most: u32, kept: u32) -> bool {
        let for_pages = guest == Guest::Executor || self.pages < most - kept;
        self.all() < most && for_pages
    }

    fn of(&mut self, guest: Guest) -> &mut u32 {
        match guest {
            Guest::Page => &mut self.pages,
            Guest::Executor => &mut self.executors,
        }
    }
}

/// A place for one socket.
pub struct Seat {
    gate: Arc<SocketGate>,
    tenant: TenantId,
    guest: Guest,
}

impl SocketGate {
    /// A seat, or `None` where the shop or the process is full.
    pub fn take(self: &Arc<Self>, tenant: TenantId, guest: Guest) -> Option<Seat> {
        let mut seats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = seats.by_tenant.get(&tenant).copied().unwrap_or_default();
        if !seats.taken.has_room(guest, IN_ALL, IN_ALL_KEPT)
            || !own.has_room(guest, PER_TENANT, KEPT_FOR_EXECUTORS)
        {
            return None;
        }
        *seats.taken.of(guest) += 1;
        *seats.by_tenant.entry(tenant).or_default().of(guest) += 1;
        Some(Seat {
            gate: Arc::clone(self),
            tenant,
            guest,
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = self.gate.0.lock().unwrap_or_else(PoisonError::into_inner);
        *seats.taken.of(self.guest) -= 1;
        if let Some(own) = seats.by_tenant.get_mut(&self.tenant) {
            *own.of(self.guest) -= 1;
            if own.all() == 0 {
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
            .filter_map(|_| gate.take(TenantId(1), Guest::Executor))
            .collect();
        assert_eq!(seats.len(), 10);
        assert!(gate.take(TenantId(1), Guest::Executor).is_none());
        assert!(gate.take(TenantId(1), Guest::Page).is_none());
        assert!(gate.take(TenantId(2), Guest::Page).is_some());
        seats.pop();
        assert!(gate.take(TenantId(1), Guest::Page).is_some());
    }

    #[test]
    fn however_many_tabs_are_open_the_extension_finds_a_seat() {
        let gate = Arc::new(SocketGate::default());
        let tabs: Vec<_> = (0..20)
            .filter_map(|_| gate.take(TenantId(1), Guest::Page))
            .collect();
        assert_eq!(tabs.len(), 8);
        let extension = gate.take(TenantId(1), Guest::Executor);
        assert!(extension.is_some());
        assert!(gate.take(TenantId(1), Guest::Page).is_none());
        assert!(gate.take(TenantId(1), Guest::Executor).is_some());
    }

    #[test]
    fn a_process_carries_so_many_and_no_more() {
        let gate = Arc::new(SocketGate::default());
        let pages = (0..i64::from(IN_ALL)).map(|number| gate.take(TenantId(number), Guest::Page));
        let pages: Vec<Seat> = pages.flatten().collect();
        assert_eq!(pages.len(), 18_000);
        let executors =
            (0..i64::from(IN_ALL)).map(|number| gate.take(TenantId(number), Guest::Executor));
        let mut executors: Vec<Seat> = executors.flatten().collect();
        assert_eq!(executors.len(), 2_000);
        let another = TenantId(i64::from(IN_ALL));
        assert!(gate.take(another, Guest::Executor).is_none());
        executors.pop();
        assert!(gate.take(another, Guest::Executor).is_some());
    }
}
