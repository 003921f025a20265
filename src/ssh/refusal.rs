//! Tells somebody why they are not let in, before anything costs much.
//!
//! The reason goes out as the protocol's own message of parting, right after the server's first line and before any
//! keys are made (RFC 4253, 4.2 and 11.1): every client shows it, where it would hide a line of plain text.

use std::io;
use std::time::Duration;

use russh::Disconnect;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::gate::Refused;

/// How long somebody may take to hear it.
const PATIENCE: Duration = Duration::from_secs(2);
/// The most that is heard of them meanwhile, in bytes.
const HEARD: u64 = 16 * 1024;

/// Says why, and ends the connection.
pub async fn refuse(mut stream: TcpStream, why: Refused) {
    let part = async {
        let words = [b"SSH-2.0-roledex\r\n".as_slice(), &parting(&why.to_string())].concat();
        stream.write_all(&words).await?;
        stream.shutdown().await?;
        // What was sent and not read would take the words back on their way (RFC 1122, 4.2.2.13).
        tokio::io::copy(&mut (&mut stream).take(HEARD), &mut tokio::io::sink()).await?;
        Ok::<_, io::Error>(())
    };
    // Whoever does not listen hears nothing.
    let _ = timeout(PATIENCE, part).await;
}

/// The message of parting, in a packet that is not encrypted (RFC 4253, 6).
fn parting(why: &str) -> Vec<u8> {
    const MESSAGE: u8 = 1;
    const BLOCK: usize = 8;
    const LEAST_PADDING: usize = 4;
    let string = |text: &str| [&length(text.len()), text.as_bytes()].concat();
    let reason = (Disconnect::TooManyConnections as u32).to_be_bytes();
    let payload = [&[MESSAGE][..], &reason, &string(why), &string("en")].concat();
    let unpadded = 5 + payload.len();
    let padding = (unpadded + LEAST_PADDING).next_multiple_of(BLOCK) - unpadded;
    let rest = 1 + payload.len() + padding;
    let padding_length = u8::try_from(padding).unwrap_or(u8::MAX);
    [&length(rest)[..], &[padding_length], &payload, &vec![0; padding]].concat()
}

fn length(bytes: usize) -> [u8; 4] {
    u32::try_from(bytes).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parting_is_a_packet_as_the_protocol_has_it() {
        for why in ["", "a", "all seats are taken", &"x".repeat(200)] {
            let packet = parting(why);
            let said = u32::from_be_bytes([packet[0], packet[1], packet[2], packet[3]]) as usize;
            assert_eq!((packet.len(), packet.len() % 8), (4 + said, 0));
            assert!(packet[4] >= 4 && packet[5] == 1 && packet[6..10] == [0, 0, 0, 12]);
            assert_eq!(&packet[14..14 + why.len()], why.as_bytes());
        }
    }
}
