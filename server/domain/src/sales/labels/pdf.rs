//! Reading a label. It comes from outside, so nothing is believed of it: what is no PDF, is locked, has no page or
//! unfolds into too much is refused.

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

/// What a page's drawing, and any packed part of the file, may unfold to.
const LARGEST: usize = 32 * 1024 * 1024;

/// A label has one page, or a few with its terms.
const MOST_PAGES: usize = 20;

/// A page inside a page inside a page: no real file goes deeper.
const DEEPEST: usize = 32;

/// A4 in points, for a page that does not say how large it is.
const A4: [f32; 4] = [0.0, 0.0, 595.0, 842.0];

/// Why a file is no label.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoLabel {
    #[error("it is no PDF")]
    NotPdf,
    #[error("it is locked")]
    Locked,
    #[error("it has no page, or more than {MOST_PAGES}")]
    Pages,
    #[error("it cannot be read")]
    Broken(#[from] lopdf::Error),
}

/// One page, ready to be drawn on another.
pub(super) struct Drawing {
    pub(super) content: Vec<u8>,
    pub(super) resources: Object,
    /// Left, bottom, right and top, in points.
    pub(super) frame: [f32; 4],
    /// Quarter turns clockwise.
    pub(super) turns: u8,
}

/// Opens a label.
pub(super) fn open(bytes: &[u8]) -> Result<Document, NoLabel> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(NoLabel::NotPdf);
    }
    let document =
        Document::load_mem_with_options(bytes, LoadOptions::with_max_decompressed_size(LARGEST))?;
    if document.is_encrypted() {
        return Err(NoLabel::Locked);
    }
    if (1..=MOST_PAGES).contains(&document.page_iter().take(MOST_PAGES + 1).count()) {
        Ok(document)
    } else {
        Err(NoLabel::Pages)
    }
}

/// Whether it can be printed later on.
pub(crate) fn check(bytes: &[u8]) -> Result<(), NoLabel> {
    let document = open(bytes)?;
    for page in document.page_iter() {
        drawing(&document, page)?;
    }
    Ok(())
}

/// What is drawn on a page.
pub(super) fn drawing(document: &Document, page: ObjectId) -> Result<Drawing, NoLabel> {
    let resources = inherited(document, page, b"Resources");
    let turns = inherited(document, page, b"Rotate")
        .and_then(|angle| angle.as_i64().ok())
        .map_or(0, |angle| angle.rem_euclid(360) / 90);
    let frame = inherited(document, page, b"CropBox").and_then(|frame| rectangle(document, &frame));
    let frame = frame.or_else(|| {
        inherited(document, page, b"MediaBox").and_then(|frame| rectangle(document, &frame))
    });
    Ok(Drawing {
        content: document.get_page_content_with_limit(page, LARGEST)?,
        resources: resources.unwrap_or_else(|| Object::Dictionary(Dictionary::new())),
        frame: frame.unwrap_or(A4),
        turns: u8::try_from(turns).unwrap_or_default(),
    })
}

/// What the page says of itself, or what it has from the pages' tree.
fn inherited(document: &Document, page: ObjectId, name: &[u8]) -> Option<Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..DEEPEST {
        if let Ok(found) = node.get(name) {
            return Some(found.clone());
        }
        let parent = node.get(b"Parent").and_then(Object::as_reference).ok()?;
        node = document.get_dictionary(parent).ok()?;
    }
    None
}

/// Four numbers that span something.
fn rectangle(document: &Document, frame: &Object) -> Option<[f32; 4]> {
    let (_, frame) = document.dereference(frame).ok()?;
    let corners: Vec<f32> = frame
        .as_array()
        .ok()?
        .iter()
        .filter_map(|corner| document.dereference(corner).ok()?.1.as_float().ok())
        .collect();
    let [x0, y0, x1, y1] = <[f32; 4]>::try_from(corners).ok()?;
    let frame = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
    let spans = frame[2] - frame[0] >= 1.0 && frame[3] - frame[1] >= 1.0;
    (spans && frame.iter().all(|side| side.is_finite())).then_some(frame)
}
