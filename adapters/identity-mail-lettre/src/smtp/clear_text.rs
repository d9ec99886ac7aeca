//! The part of a conversation before STARTTLS.
//!
//! lettre reads ahead. Whoever sits on the line could send more than the answer to STARTTLS in the clear, and it would be
//! taken for answers that came encrypted: a relay that refuses a mail would seem to have taken it. So in the clear
//! this stream gives out one byte at a time. Nothing is read ahead, whatever was smuggled in meets the TLS handshake, and
//! that fails.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// The first byte of a TLS handshake; no SMTP command begins with it.
const HANDSHAKE: u8 = 0x16;

/// A connection that gives out one byte at a time until its own side has begun a TLS handshake.
#[derive(Debug)]
pub(super) struct ClearText {
    stream: TcpStream,
    is_over: bool,
}

impl ClearText {
    pub(super) const fn new(stream: TcpStream) -> Self {
        Self { stream, is_over: false }
    }
}

impl AsyncRead for ClearText {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.is_over || out.remaining() == 0 {
            return Pin::new(&mut self.stream).poll_read(context, out);
        }
        let mut byte = [0];
        let mut one = ReadBuf::new(&mut byte);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut one))?;
        out.put_slice(one.filled());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for ClearText {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.is_over |= bytes.first() == Some(&HANDSHAKE);
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl AsyncTokioStream for ClearText {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }
}
