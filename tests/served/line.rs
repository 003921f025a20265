//! A line that takes a while each way, between a client and a server.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

/// An address from which whatever is sent comes to another so much later; that is the line, no wait for something.
pub fn far(to: SocketAddr, line: Duration) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for near in listener.incoming().map_while(Result::ok) {
            let Ok(there) = TcpStream::connect(to) else { return };
            for (from, into) in [(&near, &there), (&there, &near)] {
                let _ = from.set_nodelay(true);
                carry(from.try_clone().expect("a line"), into.try_clone().expect("a line"), line);
            }
        }
    });
    address
}

fn carry(mut from: TcpStream, mut into: TcpStream, line: Duration) {
    let (begin, end) = channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            if begin.send((Instant::now() + line, buffer[..read].to_vec())).is_err() {
                return;
            }
        }
    });
    thread::spawn(move || {
        for (due, bytes) in end {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if into.write_all(&bytes).is_err() {
                break;
            }
        }
        // One side has hung up.
        let _ = into.shutdown(Shutdown::Both);
    });
}
