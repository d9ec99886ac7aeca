//! Requests that arrive at the same moment: each is sent but for its last byte, and then all last bytes at once.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::wire::{Answer, read_answer};

/// One of the requests.
#[derive(Debug, Clone)]
pub struct Shot {
    /// Which node it goes to.
    pub node: usize,
    /// Where that listens.
    pub address: SocketAddr,
    /// The whole request.
    pub bytes: Vec<u8>,
}

/// What became of one of the requests.
#[derive(Debug)]
pub struct Hit {
    /// Its place in the volley.
    pub place: usize,
    /// Which node it went to.
    pub node: usize,
    /// When its last byte went out.
    pub begun: Instant,
    /// When the answer was there, or the connection gone.
    pub ended: Instant,
    /// The answer; none when the node went away first.
    pub answer: Option<Answer>,
}

impl Hit {
    /// How long it took.
    #[must_use]
    pub fn took(&self) -> Duration {
        self.ended - self.begun
    }
}

/// Sends them all at once, and gathers what became of them, in their order.
///
/// # Errors
/// They cannot be brought to their last byte.
pub async fn fire(shots: Vec<Shot>) -> Result<Vec<Hit>> {
    let (go, gone) = watch::channel(false);
    let mut flying = JoinSet::new();
    for (place, shot) in shots.into_iter().enumerate() {
        let Shot { node, address, bytes } = shot;
        ensure!(bytes.len() > 1, "nothing to hold back");
        let mut stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (most, last) = bytes.split_at(bytes.len() - 1);
        stream.write_all(most).await?;
        let (last, mut gone) = (last.to_vec(), gone.clone());
        flying.spawn(async move {
            // The sender outlives everybody who waits.
            gone.wait_for(|go| *go).await.ok();
            let begun = Instant::now();
            let answer = async {
                stream.write_all(&last).await?;
                read_answer(&mut stream).await
            };
            let answer = answer.await.ok();
            let ended = Instant::now();
            Hit { place, node, begun, ended, answer }
        });
    }
    go.send_replace(true);
    let mut hits = flying.join_all().await;
    hits.sort_by_key(|hit| hit.place);
    Ok(hits)
}
