//! Hints for those who wait for one shop only: its sockets. Each has a letterbox with one place per topic, so ten hints
//! that came while it was busy are one look, and a hint wakes nobody of another shop.

use super::{Hint, Topic};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use stoflow_wire::ids::TenantId;
use tokio::sync::Notify;

/// The topics of some hints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Topics(u8);

impl Topics {
    /// As if there were a hint about everything.
    pub const ALL: Self = Self(u8::MAX);

    /// Whether there is a hint about `topic`.
    pub fn has(self, topic: Topic) -> bool {
        self.0 & bit(topic) != 0
    }
}

fn bit(topic: Topic) -> u8 {
    1 << (topic as u8)
}

/// One waiting socket's hints.
#[derive(Default)]
struct Letterbox {
    waiting: AtomicU8,
    some: Notify,
}

/// All letterboxes of this node.
#[derive(Default)]
pub(super) struct Letterboxes(Mutex<HashMap<TenantId, Vec<Arc<Letterbox>>>>);

impl Letterboxes {
    /// A new letterbox for `tenant`'s hints.
    pub(super) fn open(self: &Arc<Self>, tenant: TenantId) -> ShopHints {
        let own = Arc::new(Letterbox::default());
        let mut boxes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        boxes.entry(tenant).or_default().push(Arc::clone(&own));
        drop(boxes);
        ShopHints {
            all: Arc::clone(self),
            tenant,
            own,
        }
    }

    pub(super) fn post(&self, hint: Hint) {
        let boxes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for letterbox in boxes.get(&hint.tenant).into_iter().flatten() {
            letterbox
                .waiting
                .fetch_or(bit(hint.topic), Ordering::Release);
            letterbox.some.notify_one();
        }
    }

    /// The shops somebody waits for.
    pub(super) fn shops(&self) -> Vec<TenantId> {
        let boxes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        boxes.keys().copied().collect()
    }

    fn close(&self, tenant: TenantId, own: &Arc<Letterbox>) {
        let mut boxes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(of_shop) = boxes.get_mut(&tenant) else {
            return;
        };
        of_shop.retain(|letterbox| !Arc::ptr_eq(letterbox, own));
        if of_shop.is_empty() {
            boxes.remove(&tenant);
        }
    }
}

/// What is hinted about one shop, for one listener.
pub struct ShopHints {
    all: Arc<Letterboxes>,
    tenant: TenantId,
    own: Arc<Letterbox>,
}

impl ShopHints {
    /// Waits until there is something, and takes all of it. Loses nothing when it is dropped while it waits.
    pub async fn next(&self) -> Topics {
        loop {
            let waiting = self.own.waiting.swap(0, Ordering::AcqRel);
            if waiting != 0 {
                return Topics(waiting);
            }
            self.own.some.notified().await;
        }
    }
}

impl Drop for ShopHints {
    fn drop(&mut self) {
        self.all.close(self.tenant, &self.own);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    fn hint(shop: i64, topic: Topic) -> Hint {
        Hint {
            tenant: TenantId(shop),
            topic,
        }
    }

    #[test]
    fn hints_of_one_shop_are_one_look_and_nobody_elses() {
        let boxes = Arc::new(Letterboxes::default());
        let (first, second, other) = (
            boxes.open(TenantId(1)),
            boxes.open(TenantId(1)),
            boxes.open(TenantId(2)),
        );
        for topic in [Topic::Jobs, Topic::Session, Topic::Jobs] {
            boxes.post(hint(1, topic));
        }
        for of_shop in [&first, &second] {
            let topics = of_shop.next().now_or_never().expect("there are hints");
            assert!(topics.has(Topic::Jobs) && topics.has(Topic::Session));
            assert!(!topics.has(Topic::Products));
            assert_eq!(of_shop.next().now_or_never(), None);
        }
        assert_eq!(other.next().now_or_never(), None);
    }

    #[test]
    fn who_is_gone_leaves_nothing_behind() {
        let boxes = Arc::new(Letterboxes::default());
        let (first, second) = (boxes.open(TenantId(1)), boxes.open(TenantId(1)));
        drop(first);
        assert_eq!(boxes.shops(), [TenantId(1)]);
        drop(second);
        assert!(boxes.shops().is_empty());
        boxes.post(hint(1, Topic::Jobs));
    }
}
