use super::*;

/// A label of so many pages of this size, turned by `angle` degrees. Size and angle are the tree's.
fn label(pages: usize, width: i64, height: i64, angle: i64) -> Bytes {
    let mut document = Document::with_version("1.4");
    let tree = document.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for _ in 0..pages {
        let drawn = Stream::new(Dictionary::new(), b"0 0 10 10 re f".to_vec());
        let content = document.add_object(drawn);
        let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content };
        kids.push(document.add_object(page).into());
    }
    let count = i64::try_from(pages).unwrap();
    let size = vec![0.into(), 0.into(), width.into(), height.into()];
    document.set_object(
        tree,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "MediaBox" => size, "Rotate" => angle },
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes.into()
}

fn pages(sheets: &[u8]) -> usize {
    Document::load_mem(sheets).unwrap().get_pages().len()
}

#[test]
fn every_page_gets_a_place() {
    let labels = [
        label(1, 283, 425, 0),
        label(2, 595, 842, 0),
        label(2, 425, 283, 0),
    ];
    let thermal = merge(&labels, Paper::Label).unwrap();
    assert!(thermal.starts_with(b"%PDF-"));
    assert_eq!(pages(&thermal), 5);
    assert_eq!(pages(&merge(&labels, Paper::A4).unwrap()), 2);
    assert_eq!(pages(&merge(&labels[..1], Paper::A4).unwrap()), 1);
    assert!(
        pdf::check(&thermal).is_ok(),
        "what was merged can be merged"
    );
}

/// Where the corners of a stamp come to lie.
fn corners(stamp: &Stamp, matrix: [f32; 6]) -> [f32; 4] {
    let [x0, y0, x1, y1] = stamp.frame;
    let [cos, sin, minus_sin, also_cos, left, bottom] = matrix;
    let at = |x: f32, y: f32| {
        (
            cos * x + minus_sin * y + left,
            sin * x + also_cos * y + bottom,
        )
    };
    let (one, other) = (at(x0, y0), at(x1, y1));
    [
        one.0.min(other.0),
        one.1.min(other.1),
        one.0.max(other.0),
        one.1.max(other.1),
    ]
}

#[test]
fn a_label_fills_its_place_and_stays_in_it() {
    for paper in [Paper::Label, Paper::A4] {
        for place in paper.places() {
            for frame in [
                [0.0, 0.0, 283.0, 425.0],
                [10.0, 20.0, 852.0, 615.0],
                [-5.0, 0.0, 95.0, 100.0],
            ] {
                for turns in 0..4 {
                    let stamp = Stamp {
                        form: (1, 0),
                        frame,
                        turns,
                    };
                    let [left, bottom, right, top] = corners(&stamp, fit(&stamp, place));
                    let inside = left >= place.left - 0.1
                        && bottom >= place.bottom - 0.1
                        && right <= place.left + place.width + 0.1
                        && top <= place.bottom + place.height + 0.1;
                    assert!(inside, "{frame:?} turned {turns} leaves its place");
                    let fills = (right - left - place.width).abs() < 0.1
                        || (top - bottom - place.height).abs() < 0.1;
                    assert!(fills, "{frame:?} turned {turns} is too small");
                    assert!(
                        right - left <= top - bottom + 0.1,
                        "{frame:?} turned {turns} lies across"
                    );
                }
            }
        }
    }
}

#[test]
fn what_is_no_label_is_refused() {
    for (bytes, why) in [
        (&b"<html>"[..], "it is no PDF"),
        (b"%PDF-1.4 and nothing more", "it cannot be read"),
    ] {
        assert_eq!(pdf::check(bytes).unwrap_err().to_string(), why);
    }
    let without_pages = label(0, 100, 100, 0);
    assert!(matches!(pdf::check(&without_pages), Err(NoLabel::Pages)));
    let book = label(21, 100, 100, 90);
    assert!(matches!(pdf::check(&book), Err(NoLabel::Pages)));
    assert!(pdf::check(&label(3, 100, 100, 90)).is_ok());
}
