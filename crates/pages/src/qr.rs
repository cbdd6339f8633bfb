//! A text as a picture that a phone reads.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// The quiet zone around the picture, in modules (ISO/IEC 18004 §9.1).
const MARGIN: usize = 4;

/// The dark modules of a QR code.
pub(crate) struct Qr {
    /// How many modules it is wide and high, its quiet zone included.
    pub(crate) side: usize,
    /// An SVG path around them.
    pub(crate) path: String,
}

impl Qr {
    /// `None` when the text is too long.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let (width, mut path) = (code.width(), String::new());
        for (row, modules) in code.to_colors().chunks(width).enumerate() {
            draw_row(&mut path, row, modules);
        }
        Some(Self { side: width + 2 * MARGIN, path })
    }
}

/// One rectangle for each run of dark modules.
fn draw_row(path: &mut String, row: usize, modules: &[Color]) {
    let mut column = 0;
    for run in modules.chunk_by(PartialEq::eq) {
        if run[0] == Color::Dark {
            let (x, y, length) = (column + MARGIN, row + MARGIN, run.len());
            let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
        }
        column += run.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_a_picture_with_its_finders_in_three_corners() {
        let qr = Qr::of("HELLO").unwrap();
        assert_eq!(qr.side, 21 + 2 * MARGIN, "version 1");
        for finder in ["M4 4h7v1h-7z", "M18 4h7v1h-7z", "M4 18h7v1h-7z"] {
            assert!(qr.path.contains(finder), "{finder}: {}", qr.path);
        }
    }

    #[test]
    fn what_fits_into_no_code_is_none() {
        assert!(Qr::of(&"x".repeat(4_000)).is_none());
    }
}
