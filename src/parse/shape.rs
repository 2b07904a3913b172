//! What a value is made of: which fields, in which order, and what those are made of in turn. It comes from the
//! declarations of the entities, so that the order of the format is written down once.

/// The parts of a value.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// No parts that have a name.
    Value,
    /// The id of an item.
    Item,
    /// Changes of a program: `entity.field: value`.
    Changes,
    /// Fields, in the order of the format, and the one for which a single word may stand.
    Fields(&'static [(&'static str, Shape)], Option<&'static str>),
    /// Entries under names that the author chooses.
    Keyed(&'static Shape),
    /// A list, or a single entry in its place.
    Listed(&'static Shape),
}

impl Shape {
    /// The place of a field among those of a mapping and what it is made of. Fields that the format does not
    /// know come last.
    pub fn field(self, name: &str) -> (usize, Shape) {
        match self {
            Shape::Fields(fields, _) => {
                let known = fields.iter().enumerate().find(|(_, (known, _))| *known == name);
                known.map_or((fields.len(), Shape::Value), |(rank, (_, shape))| (rank, *shape))
            }
            Shape::Keyed(shape) => (0, *shape),
            Shape::Listed(Shape::Listed(_)) | Shape::Value | Shape::Item | Shape::Changes => {
                (0, Shape::Value)
            }
            Shape::Listed(shape) => shape.field(name),
        }
    }

    /// Whether a single word is the id of an item: also one that stands for the first field of a mapping.
    pub fn is_item(self) -> bool {
        match self {
            Shape::Item => true,
            Shape::Listed(shape) => shape.is_item(),
            Shape::Fields(fields, Some(short)) => {
                let named = fields.iter().find(|(name, _)| *name == short);
                named.is_some_and(|(_, shape)| shape.is_item())
            }
            _ => false,
        }
    }

    /// What the entries of a list are made of.
    pub fn entry(self) -> Shape {
        match self {
            Shape::Listed(shape) => *shape,
            _ => Shape::Value,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::ProgramFile;
    use crate::parse::Field;

    /// Names and order as the page of the format gives them.
    #[test]
    fn the_order_is_that_of_the_format() {
        let file = ProgramFile::SHAPE;
        assert!(file.field("charter").0 < file.field("teams").0);
        assert!(file.field("milestones").0 < file.field("contracts").0);
        let (_, milestones) = file.field("milestones");
        let (_, milestone) = milestones.field("ga");
        let ranks = [
            "title", "owner", "due", "duration", "needs", "accept", "ref", "x-own",
        ];
        let ranks = ranks.map(|name| milestone.field(name).0);
        assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
        let (_, accept) = milestone.field("accept");
        assert!(accept.entry().field("is").0 < accept.entry().field("proof").0);
        // One criterion may stand without the list.
        assert!(accept.field("is").0 < accept.field("proof").0);
        assert_eq!(file.field("metrics").0, file.field("x-own").0);
    }
}
