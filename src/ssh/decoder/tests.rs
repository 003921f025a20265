use proptest::prelude::*;

use super::*;

fn keys(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs = decoder.feed(bytes);
    while decoder.patience().is_some() {
        inputs.extend(decoder.give_up());
    }
    inputs
}

#[test]
fn what_terminals_send_is_understood() {
    use Key::{
        AltLeft, AltRight, BackTab, Backspace, Char, Ctrl, Down, End, Enter, Esc, F, Home, Left, PageDown,
        PageUp, Right, Tab, Up,
    };
    for (bytes, expected) in [
        (&b"jj"[..], &[Char('j'), Char('j')][..]),
        (b"\x1b[A\x1b[B\x1b[C\x1b[D", &[Up, Down, Right, Left]),
        (b"\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF", &[Up, Down, Right, Left, Home, End]),
        (b"\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~", &[Home, End, Home, End, Home, End]),
        (b"\x1b[5~\x1b[6~\x1b[Z\t", &[PageUp, PageDown, BackTab, Tab]),
        (b"\x1bOP\x1b[11~\x1b[1;2P", &[F(1), F(1), F(1)]),
        (b"\x1b[1;3D\x1b[1;3C\x1b\x1b[D\x1b\x1bOC", &[AltLeft, AltRight, AltLeft, AltRight]),
        (b"\x1b[1;5A", &[Up]),
        (b"\r\n\x7f\x08\x03\x10", &[Enter, Enter, Backspace, Ctrl('h'), Ctrl('c'), Ctrl('p')]),
        (b"\x1b", &[Esc]),
        (b"\x1b\x1b", &[Esc, Esc]),
        (b"\x1b\x1b\x1b\x1b", &[Esc, Esc, Esc, Esc]),
        // Alt with a letter is no key; Alt with Enter and Backspace is these, and swallows nothing.
        (b"\x1bxq", &[Char('q')]),
        (b"\x1b\rq\x1b\x7fq", &[Enter, Char('q'), Backspace, Char('q')]),
        ("é世🙂".as_bytes(), &[Char('é'), Char('世'), Char('🙂')]),
        // Keys as kitty's protocol has them; that of letting go is none.
        (b"\x1b[97u\x1b[112;5u\x1b[27u\x1b[13u\x1b[97;1:3u", &[Char('a'), Ctrl('p'), Esc, Enter]),
    ] {
        let expected: Vec<_> = expected.iter().copied().map(Input::Key).collect();
        assert_eq!(keys(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn what_terminals_answer_and_garbage_are_no_keys() {
    for bytes in [
        // A cursor's place, two kinds of attributes, colours, focus, modes, and answers with either end.
        &b"\x1b[24;80R"[..],
        b"\x1b[12;34S",
        b"\x1b[?62;22c\x1b[>0;276;0c",
        b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
        b"\x1bP>|xterm(390)\x1b\\\x1b_Gi=1;OK\x1b\\",
        b"\x1b[I\x1b[O\x1b[?2004;1$y",
        // An old mouse report has three bytes behind it.
        b"\x1b[M qq",
        // What was never finished, and what is no UTF-8.
        b"\x1b[",
        b"\x1b[1;",
        b"\x1bO",
        b"\x1b]0;title",
        b"\xff\xfe",
        b"\xe4\xb8",
        b"\x00\x1c\x1d",
    ] {
        assert_eq!(keys(bytes), [], "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn the_mouse_is_pressed_and_its_wheel_turned() {
    let expected = [Input::Press(4, 2), Input::WheelUp(0, 0), Input::WheelDown(6, 1)];
    assert_eq!(keys(b"\x1b[<0;5;3M\x1b[<0;5;3m\x1b[<64;1;1M\x1b[<65;7;2M\x1b[<2;5;3M"), expected);
}

#[test]
fn a_paste_is_a_text_whatever_it_holds_and_one_without_an_end_is_nothing() {
    let mut decoder = Decoder::default();
    let heard = decoder.feed(b"a\x1b[200~q\rq\x1b[A\x1b]0;x\x07\x1b[201\x1b[201~q");
    let pasted = Input::Paste("q\rq\x1b[A\x1b]0;x\x07\x1b[201".to_owned());
    assert_eq!(heard, [Input::Key(Key::Char('a')), pasted, Input::Key(Key::Char('q'))]);

    assert_eq!(decoder.feed(b"\x1b[200~"), []);
    for _ in 0..100 {
        assert_eq!(decoder.feed(&[b'q'; 4096]), []);
    }
    assert_eq!(decoder.patience(), Some(PASTE));
    assert_eq!(decoder.give_up(), []);
    assert_eq!(decoder.feed(b"q"), [Input::Key(Key::Char('q'))]);

    // Of one that is too long its beginning is taken.
    decoder.feed(b"\x1b[200~");
    (0..100).for_each(|_| assert_eq!(decoder.feed(&[b'q'; 4096]), []));
    assert_eq!(decoder.feed(b"\x1b[201~"), [Input::Paste("q".repeat(LONGEST_PASTE))]);
}

#[test]
fn an_esc_is_told_from_the_beginning_of_a_sequence_by_time() {
    let mut decoder = Decoder::default();
    assert_eq!((decoder.feed(b"\x1b"), decoder.patience()), (vec![], Some(ESC)));
    assert_eq!(decoder.give_up(), [Input::Key(Key::Esc)]);
    assert_eq!(
        (decoder.patience(), decoder.feed(b"[A")),
        (None, vec![Input::Key(Key::Char('[')), Input::Key(Key::Char('A'))])
    );
    assert_eq!((decoder.feed(b"\x1b["), decoder.patience()), (vec![], Some(SEQUENCE)));
    assert_eq!(decoder.feed(b"A"), [Input::Key(Key::Up)]);
    assert_eq!((decoder.feed(b"\x1b]11;rgb"), decoder.patience()), (vec![], Some(STRING)));
    // It is waited for from its beginning, however much of it comes.
    let until = decoder.waits_until();
    assert!(until.is_some());
    decoder.feed(b"more");
    assert_eq!(decoder.waits_until(), until);
    // Whoever is stuck in what has no end gets out with Esc.
    assert_eq!(decoder.feed(b"\x1b"), []);
    assert_eq!(decoder.give_up(), [Input::Key(Key::Esc)]);
    assert_eq!(decoder.feed(b"q"), [Input::Key(Key::Char('q'))]);
}

/// Bytes as terminals send them, and as they do not.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    const SEQUENCES: &[&[u8]] = &[
        b"\x1b",
        b"\x1b[",
        b"\x1bO",
        b"\x1b[A",
        b"\x1b[1;3D",
        b"\x1b[200~",
        b"\x1b[201~",
        b"\x1b]11;",
        b"\x07",
        b"\x1b\\",
        b"\x1b[M",
        b"\x1b[<0;5;3M",
        b"\xe4\xb8\x96",
        b"\x1bP1$r",
        b"q",
    ];
    let piece = prop_oneof![
        3 => proptest::sample::select(SEQUENCES).prop_map(<[u8]>::to_vec),
        1 => proptest::collection::vec(any::<u8>(), 1..6),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// Where a line cuts what is sent makes no difference.
    #[test]
    fn bytes_in_any_pieces_are_the_same_keys(bytes in bytes(), cuts in proptest::collection::vec(1usize..7, 0..40)) {
        let mut whole = Decoder::default();
        let expected = (whole.feed(&bytes), whole.patience(), whole.give_up());
        let mut pieces = Decoder::default();
        let mut inputs = Vec::new();
        let mut rest = &bytes[..];
        for cut in cuts {
            let (piece, after) = rest.split_at(cut.min(rest.len()));
            inputs.extend(pieces.feed(piece));
            rest = after;
        }
        inputs.extend(pieces.feed(rest));
        prop_assert_eq!((inputs, pieces.patience(), pieces.give_up()), expected);
    }

    /// After whatever came and was given up, keys are keys again.
    #[test]
    fn nothing_that_was_sent_spoils_what_comes_after(bytes in bytes()) {
        let mut decoder = Decoder::default();
        decoder.feed(&bytes);
        decoder.give_up();
        prop_assert_eq!(decoder.patience(), None);
        prop_assert_eq!(decoder.feed(b"q\x1b[A"), vec![Input::Key(Key::Char('q')), Input::Key(Key::Up)]);
    }
}

/// On a line that jitters, a packet ends where it likes: what begins in it has its own time.
#[tokio::test(start_paused = true)]
async fn a_key_that_comes_with_the_end_of_another_has_a_time_of_its_own() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(b"\x1b"), []);
    tokio::time::advance(ESC * 9 / 10).await;
    assert_eq!(decoder.feed(b"[B\x1b"), [Input::Key(Key::Down)]);
    assert_eq!(decoder.waits_until(), Some(Instant::now() + ESC));
}
