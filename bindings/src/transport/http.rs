//! As much HTTP/1.1 as a hub speaks: one request, one answer with a length, in chunks, or up to the end.

use std::io::{Read, Write};

use super::TransportError;

/// The most bytes of an answer's head.
const MAX_HEAD: usize = 16 << 10;
/// The most headers of an answer.
const MAX_HEADERS: usize = 64;

/// A request.
#[derive(Clone, Copy)]
pub struct Post<'a> {
    /// `/v1/sync`.
    pub path: &'a str,
    /// The media type of the body.
    pub content_type: &'a str,
    /// The device's token; none while it enrols.
    pub token: Option<&'a str>,
    /// Whether a person waits: the hub serves them before background work.
    pub person_waits: bool,
    /// The body.
    pub body: &'a [u8],
    /// The most bytes of an answer's body.
    pub max_answer: usize,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Seconds to wait, where the hub says so.
    pub retry_after: Option<u64>,
    /// Whether the connection may be used again.
    pub keep_alive: bool,
    /// The body.
    pub body: Vec<u8>,
}

/// Sends a request and reads its answer.
pub(super) fn exchange(
    stream: &mut (impl Read + Write),
    host: &str,
    post: &Post<'_>,
) -> Result<Answer, TransportError> {
    let mut head = format!(
        "POST {} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {}\r\nContent-Length: {}\r\n",
        post.path,
        post.content_type,
        post.body.len()
    );
    if let Some(token) = post.token {
        head.push_str(&format!("Authorization: Bearer {token}\r\n"));
    }
    if post.person_waits {
        head.push_str("Doorstep-Priority: user\r\n");
    }
    head.push_str("\r\n");
    let sent =
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(post.body)).and_then(|()| stream.flush());
    // A busy hub answers before it has read the body, and closes: its answer counts, not the failed writing.
    match (sent, Reader { stream, buffer: Vec::new() }.answer(post.max_answer)) {
        (_, Ok(answer)) => Ok(answer),
        (Err(error), Err(_)) => Err(TransportError::Broken(error.kind())),
        (Ok(()), Err(error)) => Err(error),
    }
}

/// What the head of an answer says.
struct Head {
    status: u16,
    length: Length,
    retry_after: Option<u64>,
    close: bool,
}

/// How the length of a body is known.
enum Length {
    Known(usize),
    Chunked,
    UntilClosed,
}

struct Reader<'a, S> {
    stream: &'a mut S,
    /// Read and not yet taken.
    buffer: Vec<u8>,
}

impl<S: Read> Reader<'_, S> {
    /// Reads more; answers whether there was any.
    fn more(&mut self) -> Result<bool, TransportError> {
        let mut bytes = [0; 8 << 10];
        loop {
            match self.stream.read(&mut bytes) {
                Ok(n) => {
                    self.buffer.extend_from_slice(&bytes[..n]);
                    return Ok(n > 0);
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(TransportError::Broken(error.kind())),
            }
        }
    }

    fn must_have_more(&mut self) -> Result<(), TransportError> {
        if self.more()? { Ok(()) } else { Err(TransportError::Broken(std::io::ErrorKind::UnexpectedEof)) }
    }

    fn answer(&mut self, max: usize) -> Result<Answer, TransportError> {
        let Head { status, length, retry_after, close } = loop {
            if let Some(head) = self.head()? {
                break head;
            }
            if self.buffer.len() > MAX_HEAD {
                return Err(TransportError::NotHttp("the head is too long"));
            }
            self.must_have_more()?;
        };
        let keep_alive = !close && !matches!(length, Length::UntilClosed);
        let body = match length {
            Length::Known(length) => self.known(length, max)?,
            Length::Chunked => self.chunked(max)?,
            Length::UntilClosed => self.until_closed(max)?,
        };
        Ok(Answer { status, retry_after, keep_alive, body })
    }

    /// The head, once it is whole.
    fn head(&mut self) -> Result<Option<Head>, TransportError> {
        let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut response = httparse::Response::new(&mut headers);
        let end = match response.parse(&self.buffer) {
            Ok(httparse::Status::Complete(end)) => end,
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(_) => return Err(TransportError::NotHttp("the head does not read")),
        };
        let status = response.code.ok_or(TransportError::NotHttp("no status"))?;
        let find = |name: &str| {
            let header = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
            header.and_then(|header| std::str::from_utf8(header.value).ok()).map(str::trim)
        };
        let length = match (find("transfer-encoding"), find("content-length")) {
            (Some(coding), _) if coding.eq_ignore_ascii_case("chunked") => Length::Chunked,
            (Some(_), _) => return Err(TransportError::NotHttp("an unknown transfer encoding")),
            (None, Some(length)) => {
                Length::Known(length.parse().map_err(|_| TransportError::NotHttp("the length is no number"))?)
            }
            (None, None) => Length::UntilClosed,
        };
        let retry_after = find("retry-after").and_then(|seconds| seconds.parse().ok());
        let close = find("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
        self.buffer.drain(..end);
        Ok(Some(Head { status, length, retry_after, close }))
    }

    fn known(&mut self, length: usize, max: usize) -> Result<Vec<u8>, TransportError> {
        within(length, max)?;
        while self.buffer.len() < length {
            self.must_have_more()?;
        }
        Ok(self.buffer.drain(..length).collect())
    }

    fn chunked(&mut self, max: usize) -> Result<Vec<u8>, TransportError> {
        let mut body = Vec::new();
        loop {
            let (start, size) = loop {
                match httparse::parse_chunk_size(&self.buffer) {
                    Ok(httparse::Status::Complete(found)) => break found,
                    Ok(httparse::Status::Partial) if self.buffer.len() < MAX_HEAD => self.must_have_more()?,
                    _ => return Err(TransportError::NotHttp("a chunk does not read")),
                }
            };
            let size = usize::try_from(size).unwrap_or(usize::MAX);
            within(body.len().saturating_add(size), max)?;
            self.buffer.drain(..start);
            // The chunk and the line break after it. A hub sends no trailers.
            while self.buffer.len() < size + 2 {
                self.must_have_more()?;
            }
            body.extend(self.buffer.drain(..size));
            self.buffer.drain(..2);
            if size == 0 {
                return Ok(body);
            }
        }
    }

    fn until_closed(&mut self, max: usize) -> Result<Vec<u8>, TransportError> {
        while self.more()? {
            within(self.buffer.len(), max)?;
        }
        Ok(std::mem::take(&mut self.buffer))
    }
}

fn within(length: usize, max: usize) -> Result<(), TransportError> {
    if length > max { Err(TransportError::NotHttp("the body is too long")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(answer: &str) -> Result<Answer, TransportError> {
        // One byte at a time: a head or chunk may be cut anywhere.
        struct Slow<'a>(&'a [u8]);
        impl Read for Slow<'_> {
            fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
                let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
                (into[0], self.0) = (*first, rest);
                Ok(1)
            }
        }
        Reader { stream: &mut Slow(answer.as_bytes()), buffer: Vec::new() }.answer(10)
    }

    #[test]
    fn bodies_end_by_length_by_chunks_and_by_closing() {
        let known = read("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc").unwrap();
        assert_eq!((known.status, known.body.as_slice(), known.keep_alive), (200, &b"abc"[..], true));
        let chunked =
            read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n").unwrap();
        assert_eq!(chunked.body, b"abc");
        let closed = read("HTTP/1.1 200 OK\r\n\r\nabc").unwrap();
        assert_eq!((closed.body.as_slice(), closed.keep_alive), (&b"abc"[..], false));
    }

    #[test]
    fn a_busy_hub_says_for_how_long() {
        let busy =
            read("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").unwrap();
        assert_eq!((busy.status, busy.retry_after, busy.keep_alive), (503, Some(7), false));
    }

    #[test]
    fn what_is_cut_or_too_long_is_no_answer() {
        let cut = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";
        for end in 0..cut.len() {
            assert!(read(&cut[..end]).is_err(), "cut at {end}");
        }
        assert!(read("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nabcdefghijk").is_err());
        assert!(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n").is_err());
        assert!(read("HTTP/1.1 200 OK\r\n\r\nabcdefghijk").is_err());
    }
}
