//! Who may come in: how many at once, from where, and for how long.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How much a server takes.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections at once.
    pub sessions: usize,
    /// Connections at once from one address; a network of IPv6 (/64) counts as one.
    pub per_address: usize,
    /// Connections at once that agree on keys, which is most of what a visit costs; others wait until it is their turn.
    pub handshakes: usize,
    /// How long that may take; whose turn it is not yet waits up to twice as long.
    pub handshake: Duration,
    /// How long somebody may take until a sitting begins: they may have to type what protects their key.
    pub grace: Duration,
    /// How long somebody may press no key.
    pub idle: Duration,
    /// How long a sitting may take.
    pub max: Duration,
    /// How long somebody may read nothing of what they are sent.
    pub stall: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sessions: 500,
            per_address: 250,
            handshakes: 64,
            handshake: Duration::from_secs(10),
            grace: Duration::from_secs(120),
            idle: Duration::from_secs(15 * 60),
            max: Duration::from_secs(8 * 3600),
            stall: Duration::from_secs(20),
        }
    }
}

/// Why somebody is not let in, in a line for them.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// As many are here as there may be.
    #[error("all seats of this guide are taken; please come again in a while")]
    Sessions,
    /// As many are here from that address as there may be.
    #[error("too many have come from your address; please end another connection first")]
    Address,
    /// Too many come at once.
    #[error("too many come in at this moment; please try again in a minute")]
    Handshakes,
}

/// Counts who is here.
#[derive(Debug)]
pub struct Gate {
    limits: Limits,
    counts: Mutex<Counts>,
    handshakes: Arc<Semaphore>,
}

/// Who is here, and who was.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Connections that are open.
    pub open: usize,
    /// Connections that were let in since the server began.
    pub admitted: u64,
    /// Connections that were not let in.
    pub refused: u64,
    networks: HashMap<IpAddr, Network>,
}

/// Those who have come from one network.
#[derive(Clone, Debug)]
struct Network {
    here: usize,
    /// Their own queue, so that those who say nothing keep nobody waiting but their neighbours.
    handshakes: Arc<Semaphore>,
}

impl Gate {
    /// A gate that lets so many in.
    #[must_use]
    pub fn new(limits: Limits) -> Arc<Self> {
        let handshakes = Arc::new(Semaphore::new(limits.handshakes));
        Arc::new(Self { limits, counts: Mutex::default(), handshakes })
    }

    /// How much is taken.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Lets somebody in who comes from an address.
    ///
    /// # Errors
    /// Where there is no room for them.
    pub fn enter(self: &Arc<Self>, address: IpAddr) -> Result<Ticket, Refused> {
        let network = network(address);
        let mut counts = self.counts_mut();
        let here = counts.networks.get(&network).map_or(0, |network| network.here);
        let refused = if counts.open >= self.limits.sessions {
            Refused::Sessions
        } else if here >= self.limits.per_address {
            Refused::Address
        } else {
            counts.open += 1;
            counts.admitted += 1;
            let share = self.limits.handshakes.div_ceil(4);
            let empty = || Network { here: 0, handshakes: Arc::new(Semaphore::new(share)) };
            let neighbours = counts.networks.entry(network).or_insert_with(empty);
            neighbours.here += 1;
            let queue = Arc::clone(&neighbours.handshakes);
            return Ok(Ticket { gate: Arc::clone(self), network, queue });
        };
        counts.refused += 1;
        Err(refused)
    }

    /// How many agree on keys now.
    #[must_use]
    pub fn handshakes(&self) -> usize {
        self.limits.handshakes - self.handshakes.available_permits()
    }

    /// Who is here now.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts_mut().clone()
    }

    fn counts_mut(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to be here, until it is dropped.
#[derive(Debug)]
pub struct Ticket {
    gate: Arc<Gate>,
    network: IpAddr,
    queue: Arc<Semaphore>,
}

impl Ticket {
    /// Waits until it is one's turn to agree on keys.
    ///
    /// # Errors
    /// Where too many came before.
    pub async fn handshake(&self) -> Result<[OwnedSemaphorePermit; 2], Refused> {
        let turn = async {
            let among_neighbours = Arc::clone(&self.queue).acquire_owned().await.ok()?;
            let among_all = Arc::clone(&self.gate.handshakes).acquire_owned().await.ok()?;
            Some([among_neighbours, among_all])
        };
        if let Ok(Some(turn)) = timeout(self.gate.limits.handshake * 2, turn).await {
            return Ok(turn);
        }
        self.gate.counts_mut().refused += 1;
        Err(Refused::Handshakes)
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut counts = self.gate.counts_mut();
        counts.open -= 1;
        if let Some(network) = counts.networks.get_mut(&self.network) {
            network.here -= 1;
            if network.here == 0 {
                counts.networks.remove(&self.network);
            }
        }
    }
}

/// What counts as one address: of IPv6 the network, since whoever has one has all of its addresses.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(sessions: usize, per_address: usize) -> Arc<Gate> {
        Gate::new(Limits { sessions, per_address, ..Limits::default() })
    }

    fn from(address: &str) -> IpAddr {
        address.parse().unwrap_or_else(|error| panic!("{address}: {error}"))
    }

    #[test]
    fn each_limit_is_reached_and_left() {
        for (gate, refused) in [(gate(2, 9), Refused::Sessions), (gate(9, 2), Refused::Address)] {
            let here = from("192.0.2.1");
            let [one, two] = [(); 2].map(|()| gate.enter(here));
            assert!(one.is_ok() && two.is_ok());
            assert_eq!(gate.enter(here).err(), Some(refused));
            assert_eq!((gate.counts().open, gate.counts().admitted, gate.counts().refused), (2, 2, 1));
            drop(one);
            assert!(gate.enter(here).is_ok());
            drop(two);
            let left = gate.counts();
            assert_eq!((left.open, left.networks.len()), (0, 0));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_comes_while_many_do_waits_for_their_turn_and_not_for_ever() {
        let gate = Gate::new(Limits { handshakes: 4, ..Limits::default() });
        let enter = |address: &str| gate.enter(from(address)).unwrap_or_else(|error| panic!("{error}"));
        let (silent, next, other) = (enter("192.0.2.1"), enter("192.0.2.1"), enter("192.0.2.2"));
        let turn = silent.handshake().await;
        assert!(turn.is_ok() && gate.handshakes() == 1);
        assert_eq!(next.handshake().await.err(), Some(Refused::Handshakes));
        assert!(other.handshake().await.is_ok(), "who comes from elsewhere does not wait for them");
        let (turn, ()) = tokio::join!(next.handshake(), async { drop(turn) });
        assert!(turn.is_ok());
    }

    #[test]
    fn a_network_of_ipv6_is_one_address_and_ipv4_within_it_is_ipv4() {
        assert_eq!(network(from("2001:db8:1:2:3::4")), network(from("2001:db8:1:2:ffff::1")));
        assert_ne!(network(from("2001:db8:1:2::1")), network(from("2001:db8:1:3::1")));
        assert_eq!(network(from("::ffff:192.0.2.1")), from("192.0.2.1"));
    }
}
