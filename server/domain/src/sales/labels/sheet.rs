//! Labels on sheets of paper: one to a thermal label of 10 × 15 cm, four to an A4. Every page of a label is put into a
//! place of its own, turned and scaled to fill it. Pure.

use super::pdf::{self, Drawing, NoLabel};
use bytes::Bytes;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// What is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 10 × 15 cm, for label printers.
    Label,
    /// Four to a sheet, each as large as a label.
    A4,
}

impl Paper {
    /// The text in addresses.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "10x15" => Some(Self::Label),
            "a4" => Some(Self::A4),
            _ => None,
        }
    }

    /// Width and height in points.
    fn size(self) -> (f32, f32) {
        match self {
            Self::Label => (283.46, 425.2),
            Self::A4 => (595.28, 841.89),
        }
    }

    /// The places on a sheet, in the order they are filled.
    fn places(self) -> Vec<Place> {
        let (width, height) = self.size();
        let place = |left: f32, bottom: f32, parts: f32| Place {
            left: left + MARGIN,
            bottom: bottom + MARGIN,
            width: width / parts - 2.0 * MARGIN,
            height: height / parts - 2.0 * MARGIN,
        };
        match self {
            Self::Label => vec![place(0.0, 0.0, 1.0)],
            Self::A4 => {
                let (middle, half) = (width / 2.0, height / 2.0);
                vec![
                    place(0.0, half, 2.0),
                    place(middle, half, 2.0),
                    place(0.0, 0.0, 2.0),
                    place(middle, 0.0, 2.0),
                ]
            }
        }
    }
}

/// Printers leave the edge white.
const MARGIN: f32 = 6.0;

#[derive(Clone, Copy)]
struct Place {
    left: f32,
    bottom: f32,
    width: f32,
    height: f32,
}

/// A label's page in the new file, and how large it is.
struct Stamp {
    form: ObjectId,
    frame: [f32; 4],
    turns: u8,
}

/// All pages of all labels on sheets.
pub(super) fn merge(labels: &[Bytes], paper: Paper) -> Result<Vec<u8>, NoLabel> {
    let mut sheets = Document::with_version("1.5");
    let mut stamps = Vec::new();
    for label in labels {
        take_in(&mut sheets, pdf::open(label)?, &mut stamps)?;
    }
    let tree = sheets.new_object_id();
    let places = paper.places();
    let mut kids: Vec<Object> = Vec::new();
    for on_one in stamps.chunks(places.len()) {
        kids.push(draw(&mut sheets, tree, paper, on_one)?.into());
    }
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    sheets.set_object(
        tree,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count },
    );
    let catalog = sheets.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    sheets.trailer.set("Root", catalog);
    sheets.prune_objects();
    sheets.compress();
    let mut bytes = Vec::new();
    sheets.save_to(&mut bytes).map_err(lopdf::Error::from)?;
    Ok(bytes)
}

/// Takes a label's objects over under new numbers, each of its pages as a drawing.
fn take_in(
    sheets: &mut Document,
    mut label: Document,
    stamps: &mut Vec<Stamp>,
) -> Result<(), NoLabel> {
    label.renumber_objects_with(sheets.max_id + 1);
    let pages: Vec<ObjectId> = label.page_iter().collect();
    let drawings: Vec<Drawing> = pages
        .into_iter()
        .map(|page| pdf::drawing(&label, page))
        .collect::<Result<_, _>>()?;
    sheets.max_id = label.max_id;
    sheets.objects.extend(label.objects);
    for drawing in drawings {
        let form = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => drawing.frame.map(Object::Real).to_vec(),
            "Resources" => drawing.resources,
        };
        stamps.push(Stamp {
            form: sheets.add_object(Stream::new(form, drawing.content)),
            frame: drawing.frame,
            turns: drawing.turns,
        });
    }
    Ok(())
}

/// One sheet with these labels, as many as it has places.
fn draw(
    sheets: &mut Document,
    tree: ObjectId,
    paper: Paper,
    stamps: &[Stamp],
) -> Result<ObjectId, NoLabel> {
    let mut forms = Dictionary::new();
    let mut operations = Vec::new();
    for (number, (stamp, place)) in stamps.iter().zip(paper.places()).enumerate() {
        let name = format!("L{number}");
        let matrix = fit(stamp, place).map(Object::Real).to_vec();
        operations.push(Operation::new("q", Vec::new()));
        operations.push(Operation::new("cm", matrix));
        operations.push(Operation::new("Do", vec![name.clone().into()]));
        operations.push(Operation::new("Q", Vec::new()));
        forms.set(name, stamp.form);
    }
    let content = sheets.add_object(Stream::new(
        Dictionary::new(),
        Content { operations }.encode()?,
    ));
    let (width, height) = paper.size();
    let corner = Object::Integer(0);
    Ok(sheets.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => tree,
        "MediaBox" => vec![corner.clone(), corner, width.into(), height.into()],
        "Resources" => dictionary! { "XObject" => forms },
        "Contents" => content,
    }))
}

/// The matrix that puts a label into a place: as large as it gets, upright or turned, in the middle.
fn fit(stamp: &Stamp, place: Place) -> [f32; 6] {
    let [x0, y0, x1, y1] = stamp.frame;
    let (width, height) = (x1 - x0, y1 - y0);
    let shown_wide = (stamp.turns % 2 == 1) != (width > height);
    let turned = u8::from(shown_wide != (place.width > place.height));
    let turns = (stamp.turns + turned) % 4;
    let (across, up) = if turns % 2 == 1 {
        (height, width)
    } else {
        (width, height)
    };
    let scale = (place.width / across).min(place.height / up);
    let left = place.left + (place.width - across * scale) / 2.0;
    let bottom = place.bottom + (place.height - up * scale) / 2.0;
    let (cos, sin, corner_x, corner_y) = match turns {
        1 => (0.0, -1.0, -y0, x1),
        2 => (-1.0, 0.0, x1, y1),
        3 => (0.0, 1.0, y1, -x0),
        _ => (1.0, 0.0, -x0, -y0),
    };
    [
        cos * scale,
        sin * scale,
        -sin * scale,
        cos * scale,
        left + corner_x * scale,
        bottom + corner_y * scale,
    ]
}

#[cfg(test)]
mod tests;
