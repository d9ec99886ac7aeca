//! A place in a list, in an address. Holds nothing that its page does not show; one that is not of ours, or
//! of another list, is no place at all.

use data_encoding::BASE64URL_NOPAD;
use identity_core::{
    domain::kernel::{Id, Timestamp},
    ports::{Place, PlaceKey},
};

/// The longest cursor that is read: above the longest folded name.
const LONGEST: usize = 8_000;

/// The length of an id as it is written.
const ID: usize = 36;

/// The cursor of a place.
pub(super) fn write(place: &Place) -> String {
    let key = match &place.key {
        PlaceKey::Text(text) => format!("t{text}"),
        PlaceKey::Moment(None) => "n".to_owned(),
        PlaceKey::Moment(Some(at)) => format!("m{}", at.as_micros()),
    };
    BASE64URL_NOPAD.encode(format!("{}{key}", place.id).as_bytes())
}

/// The place of a cursor; `None` where it is none.
pub(super) fn read(cursor: &str) -> Option<Place> {
    if cursor.len() > LONGEST {
        return None;
    }
    let text = String::from_utf8(BASE64URL_NOPAD.decode(cursor.as_bytes()).ok()?).ok()?;
    let (id, key) = text.split_at_checked(ID)?;
    let key = match key.split_at_checked(1)? {
        ("t", text) => PlaceKey::Text(text.to_owned()),
        ("n", "") => PlaceKey::Moment(None),
        ("m", micros) => PlaceKey::Moment(Some(Timestamp::from_micros(micros.parse().ok()?))),
        _ => return None,
    };
    Some(Place { key, id: Id::parse(id)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_and_nothing_else_does() {
        let id = Id::parse("0198f3a0-0000-7000-8000-000000000001").unwrap();
        for key in [
            PlaceKey::Text(String::new()),
            PlaceKey::Text("\u{4e2d}\u{6751}\0%_'".to_owned()),
            PlaceKey::Moment(None),
            PlaceKey::Moment(Some(Timestamp::from_micros(-7))),
        ] {
            let place = Place { key, id };
            assert_eq!(read(&write(&place)), Some(place));
        }
        for text in ["", "x", "????", "\0", "' OR 1=1", &"A".repeat(9_000), &BASE64URL_NOPAD.encode(&[0xff; 40])] {
            assert_eq!(read(text), None, "{text}");
        }
        let id = id.to_string();
        for text in [format!("{id}x"), format!("{id}mnow"), format!("{id}n1"), id.clone(), format!("x{id}t")] {
            assert_eq!(read(&BASE64URL_NOPAD.encode(text.as_bytes())), None, "{text}");
        }
    }
}
