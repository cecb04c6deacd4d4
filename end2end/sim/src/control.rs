//! The hand behind the curtain: makes members, moves listings, orders faults, reads what happened. Tests in Rust call
//! [`Control`]; everybody else sends JSON to `/control` (`routes`).
//!
//! Nothing under test may use it: the real world has no such hand.

pub mod conversations;
pub mod ebay;
pub mod reports;
pub(crate) mod routes;
pub mod sales;
pub mod stock;

use std::sync::Arc;

use axum_extra::extract::CookieJar;

use crate::ebay::Ebay;
use crate::mailbox::{Mail, Mailbox};
use crate::vinted::challenge::Challenge;
use crate::vinted::faults::{Connections, FaultOrder};
use crate::vinted::form::placement::Placement;
use crate::vinted::gate::jar_of;
use crate::vinted::items::{ItemId, SoldRemoval, Standing, Visibility};
use crate::vinted::requests::RequestReport;
use crate::vinted::session::{Member, MemberId};
use crate::vinted::twins::Twins;
use crate::vinted::{Site, State};
use reports::{CookieReport, ItemReport};

/// A handle on a running world; clones move the same world.
#[derive(Clone)]
pub struct Control {
    site: Arc<Site>,
    mailbox: Arc<Mailbox>,
    ebay: Arc<Ebay>,
}

/// Why an order could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    #[error("no such member; GET /control/members lists them")]
    NoSuchMember,
    #[error("a member of this name exists already; choose another login")]
    LoginTaken,
    #[error("no such listing; GET /control/items lists them")]
    NoSuchItem,
    #[error("no such sale; GET /control/sales lists them")]
    NoSuchSale,
    #[error("no such seller; GET /control/ebay/sellers lists them")]
    NoSuchSeller,
    #[error("no such conversation; GET /control/conversations lists them")]
    NoSuchConversation,
    #[error("at most {most} listings can be put up at once")]
    TooMuch { most: usize },
    /// `place` counts from 0.
    #[error("the site would not take the listing at place {place}: {complaint}")]
    Unfit { place: usize, complaint: String },
}

impl Control {
    pub(crate) fn new(site: Arc<Site>, mailbox: Arc<Mailbox>, ebay: Arc<Ebay>) -> Self {
        Self {
            site,
            mailbox,
            ebay,
        }
    }

    pub fn members(&self) -> Vec<Member> {
        self.site.lock().members.all().cloned().collect()
    }

    pub fn add_member(&self, login: &str) -> Result<Member, ControlError> {
        self.site
            .lock()
            .members
            .add(login)
            .ok_or(ControlError::LoginTaken)
    }

    /// A new session in which the member is signed in, as the cookies a browser would hold.
    pub fn sign_in(&self, member: MemberId) -> Result<Vec<CookieReport>, ControlError> {
        let mut state = self.site.lock();
        state
            .members
            .get(member)
            .ok_or(ControlError::NoSuchMember)?;
        let session = state.sessions.sign_in(&CookieJar::new(), member);
        Ok(session.cookies().iter().map(CookieReport::of).collect())
    }

    /// The browser that holds `jar` becomes the member's, found by id or login.
    pub(crate) fn sign_browser_in(
        &self,
        jar: &CookieJar,
        id_or_login: &str,
    ) -> Result<CookieJar, ControlError> {
        let mut state = self.site.lock();
        let member = state
            .members
            .find(id_or_login)
            .ok_or(ControlError::NoSuchMember)?
            .id;
        Ok(jar_of(&state.sessions.sign_in(jar, member)))
    }

    pub(crate) fn sign_browser_out(&self, jar: &CookieJar) {
        self.site.lock().sessions.sign_out(jar);
    }

    /// Ends every session of the member.
    pub fn sign_out(&self, member: MemberId) {
        self.site.lock().sessions.sign_out_everywhere(member);
    }

    /// Lets the member's access tokens run out; a refresh still works.
    pub fn expire(&self, member: MemberId) {
        self.site.lock().sessions.expire(member);
    }

    /// All listings there ever were, the newest first.
    pub fn items(&self) -> Vec<ItemReport> {
        let state = self.site.lock();
        state
            .items
            .all()
            .map(|item| ItemReport::of(&self.site.catalogue, &state, item))
            .collect()
    }

    pub fn set_standing(&self, item: ItemId, standing: Standing) -> Result<(), ControlError> {
        self.site
            .lock()
            .items
            .get_mut(item)
            .ok_or(ControlError::NoSuchItem)?
            .stand(standing);
        Ok(())
    }

    pub fn set_visibility(&self, item: ItemId, visibility: Visibility) -> Result<(), ControlError> {
        self.site
            .lock()
            .items
            .get_mut(item)
            .ok_or(ControlError::NoSuchItem)?
            .visibility = visibility;
        Ok(())
    }

    /// How often it was looked at, and by how many liked; `None` leaves it as it is.
    pub fn set_popularity(
        &self,
        item: ItemId,
        views: Option<u64>,
        favourites: Option<u64>,
    ) -> Result<(), ControlError> {
        let mut state = self.site.lock();
        let item = state.items.get_mut(item).ok_or(ControlError::NoSuchItem)?;
        item.views = views.unwrap_or(item.views);
        item.favourites = favourites.unwrap_or(item.favourites);
        Ok(())
    }

    pub fn order_fault(&self, order: FaultOrder) {
        self.site.lock().faults.order(order);
    }

    /// The orders not yet spent.
    pub fn faults(&self) -> Vec<FaultOrder> {
        self.site.lock().faults.orders().cloned().collect()
    }

    pub fn clear_faults(&self) {
        self.site.lock().faults.clear();
    }

    /// The bot wall that stands now.
    pub fn challenge(&self) -> Option<Challenge> {
        self.site.lock().challenge
    }

    pub fn raise_challenge(&self, form: Challenge) {
        self.site.lock().challenge = Some(form);
    }

    /// What the button on the page does.
    pub fn solve_challenge(&self) {
        self.site.lock().challenge = None;
    }

    /// Where condition and size belong from now on.
    pub fn set_placement(&self, placement: Placement) {
        self.site.lock().placement = placement;
    }

    /// The owner words it anew on the site itself.
    pub fn set_title(&self, item: ItemId, title: &str) -> Result<(), ControlError> {
        let mut state = self.site.lock();
        let item = state.items.get_mut(item).ok_or(ControlError::NoSuchItem)?;
        title.clone_into(&mut item.listing.title);
        Ok(())
    }

    /// How the site takes removals of what is sold or reserved, from now on.
    pub fn set_sold_removal(&self, removal: SoldRemoval) {
        self.site.lock().sold_removal = removal;
    }

    pub fn set_connections(&self, connections: Connections) {
        self.site.lock().connections = connections;
    }

    pub fn set_twins(&self, twins: Twins) {
        self.site.lock().twins = twins;
    }

    /// The newest 10,000 requests, oldest first.
    pub fn requests(&self) -> Vec<RequestReport> {
        self.site.lock().requests.entries().cloned().collect()
    }

    pub fn clear_requests(&self) {
        self.site.lock().requests.clear();
    }

    /// Oldest first; only those to `recipient` where one is given.
    pub fn mails(&self, recipient: Option<&str>) -> Vec<Mail> {
        self.mailbox.mails(recipient)
    }

    /// The world as it was at its start: one member, nobody signed in, no listings, no faults, no mail.
    pub fn reset(&self) {
        *self.site.lock() = State::default();
        self.mailbox.clear();
        self.ebay.reset();
    }
}
