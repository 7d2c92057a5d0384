//! Known answers of RFC 9180, round trips, and every way in which bytes get hurt.

use proptest::prelude::*;
use uuid::Uuid;

use super::envelope::{open_with_info, seal_with_info};
use super::outbox_file::{self, Damage, Frame, OutboxFileError};
use super::*;

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn hex32(text: &str) -> [u8; 32] {
    hex(text).try_into().unwrap()
}

fn hub() -> HubOpeningKey {
    HubOpeningKey::from_seed(&[7; 32])
}

fn seed(n: u8) -> SealingSeed {
    SealingSeed::from_random_bytes([n; 32])
}

/// RFC 9180, appendix A.2.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305, base mode, sequence number 0.
#[test]
fn agrees_with_rfc_9180() {
    let info = hex("4f6465206f6e2061204772656369616e2055726e");
    let ikm_e = hex32("909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b");
    let ikm_r = hex32("1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df");
    let pk_rm = "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a";
    let enc = hex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a");
    let plaintext = hex("4265617574792069732074727574682c20747275746820626561757479");
    let aad = hex("436f756e742d30");
    let ciphertext =
        hex(concat!("1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db", "21993c62ce81883d2dd1b51a28"));

    let recipient = HubOpeningKey::from_seed(&ikm_r);
    assert_eq!(recipient.sealing_key().to_string(), pk_rm);
    let seed = SealingSeed::from_random_bytes(ikm_e);
    let sealed = seal_with_info(&recipient.sealing_key(), &info, &aad, &plaintext, seed).unwrap();
    assert_eq!((sealed.0.to_vec(), sealed.1), (enc.clone(), ciphertext.clone()));
    assert_eq!(open_with_info(&recipient, &info, &aad, &enc, &ciphertext).unwrap(), plaintext);
}

#[test]
fn every_cut_and_every_flipped_bit_of_an_envelope_is_noticed() {
    let envelope = seal(&hub().sealing_key(), b"place", b"a change", seed(1)).unwrap();
    assert_eq!(envelope.len(), b"a change".len() + ENVELOPE_OVERHEAD);
    assert_eq!(open(&hub(), b"place", &envelope).unwrap(), b"a change");
    for len in 0..envelope.len() {
        assert!(open(&hub(), b"place", &envelope[..len]).is_err(), "cut to {len}");
    }
    for bit in 0..envelope.len() * 8 {
        let mut hurt = envelope.clone();
        hurt[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&hub(), b"place", &hurt).is_err(), "bit {bit}");
    }
    assert_eq!(open(&hub(), b"elsewhere", &envelope), Err(OpenError::Altered));
}

#[test]
fn an_envelope_says_whose_it_is() {
    let other = HubOpeningKey::from_seed(&[8; 32]);
    let envelope = seal(&other.sealing_key(), b"", b"x", seed(1)).unwrap();
    let wrong = OpenError::OtherKey { sealed_to: other.sealing_key().hint(), ours: hub().sealing_key().hint() };
    assert_eq!(open(&hub(), b"", &envelope), Err(wrong));
    assert_eq!(open(&hub(), b"", &[9; 100]), Err(OpenError::UnknownVersion { version: 9 }));
}

#[test]
fn what_cannot_be_sealed_is_refused() {
    let zero = HubSealingKey::from_bytes([0; 32]);
    assert_eq!(seal(&zero, b"", b"x", seed(1)), Err(SealError::UnusableKey));
    let long = vec![0; MAX_PLAINTEXT + 1];
    assert_eq!(seal(&hub().sealing_key(), b"", &long, seed(1)), Err(SealError::TooLong { len: long.len() }));
    assert!(seal(&hub().sealing_key(), b"", &long[1..], seed(1)).is_ok());
}

#[test]
fn a_key_reads_back_from_its_text_and_a_wrong_text_says_where() {
    let key = hub().sealing_key();
    let text = key.to_string();
    assert_eq!(text.parse(), Ok(key));
    assert_eq!(format!(" {}\n", text.to_uppercase()).parse(), Ok(key));
    assert_eq!(text[..62].parse::<HubSealingKey>(), Err(KeyTextError::Length { found: 62 }));
    let odd = format!("ab+{}", &text[3..]);
    assert_eq!(odd.parse::<HubSealingKey>(), Err(KeyTextError::NotHexadecimal { position: 3, found: '+' }));
    assert!("đ".repeat(64).parse::<HubSealingKey>().is_err());
}

#[test]
fn secrets_do_not_print() {
    let printed = format!("{:?} {:?}", hub(), seed(7));
    assert!(!printed.contains("07070707") && !printed.contains("7, 7"), "{printed}");
    assert_eq!(format!("{:?}", hub()), format!("HubOpeningKey(secret of {})", hub().sealing_key().hint()));
}

fn frames(count: u8) -> Vec<Frame> {
    let key = hub().sealing_key();
    let change = |n: u8| format!("change {n} {}", "x".repeat(usize::from(n) * 7)).into_bytes();
    (0..count).map(|n| Frame::seal(&key, Uuid::from_bytes([n; 16]), &change(n), seed(n)).unwrap()).collect()
}

const DEVICE: Uuid = Uuid::from_bytes([0xDE; 16]);

#[test]
fn an_outbox_reads_back_and_opens_at_the_hub_only_under_its_ids() {
    let frames = frames(4);
    let read = outbox_file::read(outbox_file::encode(DEVICE, &frames).as_slice()).unwrap();
    assert_eq!((read.device, &read.frames, read.stopped), (Some(DEVICE), &frames, None));
    assert!(read.damage.is_empty());
    assert_eq!(frames[2].open(&hub()).unwrap(), b"change 2 xxxxxxxxxxxxxx");
    let mut moved = frames[2].clone();
    moved.change = frames[1].change;
    assert_eq!(moved.open(&hub()), Err(OpenError::Altered));
}

#[test]
fn a_torn_tail_costs_only_itself_whatever_the_cut() {
    let frames = frames(4);
    let file = outbox_file::encode(DEVICE, &frames);
    let ends: Vec<usize> = (0..=4).map(|n| outbox_file::encode(DEVICE, &frames[..n]).len()).collect();
    for len in 0..file.len() {
        let read = outbox_file::decode(&file[..len]);
        if len < ends[0] {
            assert_eq!(read, Err(OutboxFileError::NoHeader { len }));
            continue;
        }
        let read = read.unwrap();
        let whole = ends.iter().filter(|end| **end <= len).count() - 1;
        assert_eq!(read.frames, frames[..whole], "cut to {len}");
        assert_eq!(read.append_at, ends[whole]);
        let torn = len - ends[whole];
        assert_eq!(read.damage, if torn > 0 { vec![Damage { at: ends[whole], len: torn }] } else { vec![] });
        // Cut back and appended to, it is whole again.
        let mut mended = file[..read.append_at].to_vec();
        frames[whole].append_to(&mut mended);
        assert_eq!(outbox_file::decode(&mended).unwrap().frames, frames[..=whole]);
    }
}

#[test]
fn a_flipped_byte_costs_one_frame_or_the_header() {
    let frames = frames(4);
    let file = outbox_file::encode(DEVICE, &frames);
    let ends: Vec<usize> = (0..=4).map(|n| outbox_file::encode(DEVICE, &frames[..n]).len()).collect();
    for at in 0..file.len() {
        let mut hurt = file.clone();
        hurt[at] ^= 0x41;
        let read = outbox_file::decode(&hurt).unwrap();
        let lost = ends.iter().filter(|end| **end <= at).count();
        let kept: Vec<Frame> =
            frames.iter().enumerate().filter(|(n, _)| n + 1 != lost).map(|(_, frame)| frame.clone()).collect();
        assert_eq!(read.frames, kept, "byte {at}");
        assert_eq!(read.device, (lost > 0).then_some(DEVICE));
        assert_eq!(read.damage.len(), 1);
    }
}

#[test]
fn a_tail_torn_before_a_later_append_costs_only_the_torn_frame() {
    let frames = frames(3);
    let mut file = outbox_file::encode(DEVICE, &frames[..2]);
    file.truncate(file.len() - 5);
    frames[2].append_to(&mut file);
    assert_eq!(outbox_file::decode(&file).unwrap().frames, [frames[0].clone(), frames[2].clone()]);
}

#[test]
fn foreign_newer_and_oversized_files_say_so() {
    use OutboxFileError::*;
    assert_eq!(outbox_file::decode(b"PK\x03\x04 some spreadsheet, longer than a header"), Err(NotAnOutbox));
    assert_eq!(outbox_file::decode(b"PK"), Err(NotAnOutbox));
    assert_eq!(outbox_file::decode(b""), Err(NoHeader { len: 0 }));
    let mut newer = outbox_file::encode(DEVICE, &[]);
    newer[8] = 2;
    assert_eq!(outbox_file::decode(&newer), Err(NothingReadable));
    let check = blake3::hash(&newer[..25]);
    newer[25..].copy_from_slice(&check.as_bytes()[..4]);
    assert_eq!(outbox_file::decode(&newer), Err(UnknownVersion { version: 2 }));
    assert_eq!(outbox_file::decode(&vec![0; outbox_file::MAX_FILE + 1]), Err(TooLong));
    assert_eq!(outbox_file::read(std::io::repeat(0)), Err(TooLong));
}

/// Thousands of markers, each promising a frame that is not there: the search gives up, even on a whole frame behind.
#[test]
fn a_crafted_file_cannot_keep_the_hub_busy() {
    let frames = frames(1);
    let read_behind = |false_markers: usize| {
        let mut file = outbox_file::encode(DEVICE, &frames);
        (0..false_markers).for_each(|_| file.extend_from_slice(&[0xD5, 0x0A, 0xF8, 0x5E, 0, 0, 1, 0]));
        frames[0].append_to(&mut file);
        outbox_file::decode(&file).unwrap()
    };
    assert_eq!(read_behind(1_000).frames.len(), 2);
    let given_up = read_behind(1_001);
    assert_eq!((given_up.frames.len(), given_up.damage.len()), (1, 1));
}

/// Gives its bytes, then fails.
struct FailsAfter<'a>(&'a [u8]);

impl std::io::Read for FailsAfter<'_> {
    fn read(&mut self, target: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() { Err(std::io::ErrorKind::ConnectionReset.into()) } else { self.0.read(target) }
    }
}

#[test]
fn a_medium_that_fails_keeps_what_came_before() {
    let frames = frames(3);
    let file = outbox_file::encode(DEVICE, &frames);
    let read = outbox_file::read(FailsAfter(&file[..file.len() - 10])).unwrap();
    assert_eq!((read.frames, read.stopped), (frames[..2].to_vec(), Some(std::io::ErrorKind::ConnectionReset)));
    let kind = std::io::ErrorKind::ConnectionReset;
    assert_eq!(outbox_file::read(FailsAfter(b"")), Err(OutboxFileError::Unreadable { kind }));
}

proptest! {
    #[test]
    fn whatever_is_sealed_opens_again(
        plaintext in prop::collection::vec(any::<u8>(), 0..500),
        associated in prop::collection::vec(any::<u8>(), 0..40),
        key in any::<[u8; 32]>(),
        seed in any::<[u8; 32]>(),
    ) {
        let key = HubOpeningKey::from_seed(&key);
        let seed = SealingSeed::from_random_bytes(seed);
        let envelope = seal(&key.sealing_key(), &associated, &plaintext, seed).unwrap();
        prop_assert_eq!(open(&key, &associated, &envelope), Ok(plaintext));
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = outbox_file::decode(&bytes);
        let _ = open(&hub(), b"", &bytes);
    }

    /// Damage anywhere: what is read is a part of what was written, in order, and all bytes are accounted for.
    #[test]
    fn damage_never_invents_or_reorders(
        at in any::<prop::sample::Index>(), garbage in prop::collection::vec(any::<u8>(), 1..200)
    ) {
        let frames = frames(4);
        let mut file = outbox_file::encode(DEVICE, &frames);
        let header = outbox_file::encode(DEVICE, &[]).len();
        let at = header + at.index(file.len() - header);
        file.splice(at..at, garbage);
        let read = outbox_file::decode(&file).unwrap();
        let mut originals = frames.iter();
        for frame in &read.frames {
            prop_assert!(originals.any(|original| original == frame));
        }
        prop_assert!(read.frames.len() >= 3, "one place hurt, one frame lost at most");
        let mut framed = Vec::new();
        read.frames.iter().for_each(|frame| frame.append_to(&mut framed));
        let damaged: usize = read.damage.iter().map(|damage| damage.len).sum();
        prop_assert_eq!(header + framed.len() + damaged, file.len());
    }
}
