//! What the seller's own words tell already: a fact on a line of its own, as the text generator writes it, as many sellers do,
//! and as a listing that was taken over from Vinted still has it. It is not told again, and what the seller says of it stands:
//! a line of ours might say another size than theirs.

use crate::catalogue::folding::fold;

/// The same fact by two labels: the catalogue's and the text generator's.
const SAME: [(&str, &str); 2] = [
    ("Fabriqué en", "Pays de fabrication"),
    ("Détails de l'état", "À noter"),
];

/// Whether a line of the text is about the fact with this label: `Taille : M`, `• taille: M`.
pub(super) fn tells(text: &str, label: &str) -> bool {
    let others = SAME.iter().filter(|(ours, _)| *ours == label);
    let labels: Vec<String> = others
        .map(|(_, other)| *other)
        .chain([label])
        .map(fold)
        .collect();
    let facts = text.lines().filter_map(|line| line.split_once(':'));
    facts
        .filter(|(_, told)| !told.trim().is_empty())
        .any(|(named, _)| labels.contains(&fold(named)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_what_it_begins_with() {
        let text = "Très belle taille, marque sûre.\n• TAILLE : 40\n📍 Pays de fabrication: Italie\nÉtat :\nPorté : oui";
        assert!(tells(text, "Taille"));
        assert!(tells(text, "Fabriqué en"));
        for untold in ["Marque", "État", "Couleur", "Détails de l'état"] {
            assert!(!tells(text, untold), "{untold}");
        }
    }
}
