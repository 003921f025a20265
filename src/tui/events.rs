//! From what crossterm reads to what the reader did.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use crate::app::key::{Input, Key};

/// What a reader did; what is nothing of theirs only has the screen drawn again.
pub fn input(event: &Event) -> Option<Input> {
    match event {
        Event::Key(event) => Some(Input::Key(key(event)?)),
        Event::Paste(text) => Some(Input::Paste(text.clone())),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollDown => Some(Input::WheelDown(mouse.column, mouse.row)),
            MouseEventKind::ScrollUp => Some(Input::WheelUp(mouse.column, mouse.row)),
            MouseEventKind::Down(MouseButton::Left) => Some(Input::Press(mouse.column, mouse.row)),
            _ => None,
        },
        _ => None,
    }
}

fn key(event: &KeyEvent) -> Option<Key> {
    let KeyEvent { code, modifiers, kind: KeyEventKind::Press | KeyEventKind::Repeat, .. } = event else {
        return None;
    };
    let has = |modifier: KeyModifiers| modifiers.contains(modifier);
    Some(match code {
        KeyCode::Char(letter) if has(KeyModifiers::CONTROL) => Key::Ctrl(letter.to_ascii_lowercase()),
        // Alt with a letter is no letter.
        KeyCode::Char(_) if has(KeyModifiers::ALT) => return None,
        KeyCode::Char(letter) => Key::Char(*letter),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left if has(KeyModifiers::ALT) => Key::AltLeft,
        KeyCode::Right if has(KeyModifiers::ALT) => Key::AltRight,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Delete => Key::Delete,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(*number),
        _ => return None,
    })
}
