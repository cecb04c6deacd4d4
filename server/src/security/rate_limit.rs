//! How often one network may try to sign in, sign up, ask for a mail or pair.
//!
//! Counts live in this process: with several servers a network gets as many tries per server. Tries against one
//! account are counted by the domain, in the database.

use crate::failure::Failure;
use axum::extract::Request;
use axum::http::{HeaderMap, Method};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

/// Tries per network (IPv4 /24, IPv6 /64) in five minutes.
pub struct SignInLimit {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

/// Doors that are worth guessing at.
const GUARDED: [&str; 6] = [
    "sign_in",
    "sign_up",
    "resend",
    "confirm",
    "/api/v1/session",
    "/api/executor/pair",
];

impl SignInLimit {
    /// `per_five_minutes` tries at once, then one more each five minutes divided by as many.
    pub fn new(per_five_minutes: NonZeroU32) -> Self {
        let refill = Duration::from_mins(5) / per_five_minutes.get();
        let quota = Quota::with_period(refill)
            .unwrap_or_else(|| Quota::per_minute(per_five_minutes))
            .allow_burst(per_five_minutes);
        Self {
            limiter: DefaultKeyedRateLimiter::keyed(quota),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a try where the request is one.
    pub fn check(&self, caller: IpAddr, request: &Request) -> Result<(), Failure> {
        if !is_a_try(request) {
            return Ok(());
        }
        self.limiter.retain_recent();
        self.limiter
            .check_key(&network(caller))
            .map_err(|not_until| {
                let wait = not_until.wait_time_from(self.clock.now());
                Failure::too_many(u32::try_from(wait.as_secs()).unwrap_or(300).max(1))
            })
    }
}

fn is_a_try(request: &Request) -> bool {
    let path = request.uri().path();
    request.method() == Method::POST
        && (path.starts_with("/fn/") || path.starts_with("/api/"))
        && GUARDED.iter().any(|door| path.contains(door))
}

/// Who is calling: the peer, or what a proxy we know says of it.
pub fn caller(proxies: &[IpAddr], peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    if !proxies.contains(&peer) {
        return peer;
    }
    headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .filter_map(|hop| hop.trim().parse::<IpAddr>().ok())
        .rfind(|hop| !proxies.contains(hop))
        .unwrap_or(peer)
}

fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            IpAddr::V4(Ipv4Addr::new(a, b, c, 0))
        }
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn believes_only_known_proxies() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "x-forwarded-for",
            "203.0.113.9, 198.51.100.7".parse().unwrap(),
        );
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let stranger: IpAddr = "192.0.2.3".parse().unwrap();
        assert_eq!(caller(&[proxy], stranger, &headers), stranger);
        assert_eq!(
            caller(&[proxy], proxy, &headers),
            "198.51.100.7".parse::<IpAddr>().unwrap()
        );
    }

    #[test]
    fn a_network_is_one_caller() {
        let limit = SignInLimit::new(NonZeroU32::new(3).unwrap());
        let request = || {
            Request::builder()
                .method(Method::POST)
                .uri("/fn/sign_in")
                .body(axum::body::Body::empty())
                .unwrap()
        };
        for host in 1..=3 {
            assert!(
                limit
                    .check(IpAddr::from([203, 0, 113, host]), &request())
                    .is_ok()
            );
        }
        assert!(
            limit
                .check(IpAddr::from([203, 0, 113, 9]), &request())
                .is_err()
        );
        assert!(
            limit
                .check(IpAddr::from([203, 0, 114, 9]), &request())
                .is_ok()
        );
    }
}
