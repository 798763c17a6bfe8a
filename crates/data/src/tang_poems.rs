//! The embedded Chinese text: the Three Hundred Tang Poems, in traditional characters.
//!
//! The poems, of the seventh to the tenth century, are in the public domain; the file is from the
//! chinese-poetry project of JackeyGao and contributors, licence MIT,
//! <https://github.com/chinese-poetry/chinese-poetry>. The data sheet is
//! `datasets/tangshi300/README.md`.

use std::collections::HashSet;
use std::io::Read;

use serde::Deserialize;

use crate::bytes::{decompressed, read_error};
use crate::text::TRAIN_TENTHS;
use crate::{DataError, DataErrorKind, TextSplit};

const EMBEDDED: &[u8] = include_bytes!("../../../datasets/tangshi300/tangshi300.json.gz");

/// A poem.
///
/// ```
/// let poem = &data::tang_poems()[0];
/// assert_eq!((poem.author.as_str(), poem.title.as_str()), ("駱賓王", "在嶽詠蟬"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Poem {
    /// Who wrote it.
    pub author: String,
    /// Its title.
    pub title: String,
    /// Its sentences, each with its punctuation: most are a couplet, two lines of five or of seven
    /// characters.
    #[serde(rename = "paragraphs")]
    pub sentences: Vec<String>,
}

impl Poem {
    /// The poem as lines of text, a sentence in each, and an empty line behind the last.
    ///
    /// ```
    /// use data::tang_poems::Poem;
    ///
    /// let sentences = vec!["白日依山盡，黃河入海流。".into(), "欲窮千里目，更上一層樓。".into()];
    /// let poem = Poem { author: "王之渙".into(), title: "登鸛雀樓".into(), sentences };
    /// assert_eq!(poem.to_text(), "白日依山盡，黃河入海流。\n欲窮千里目，更上一層樓。\n\n");
    /// ```
    pub fn to_text(&self) -> String {
        let lines = self.sentences.iter().flat_map(|sentence| [sentence, "\n"]);
        lines.chain(["\n"]).collect()
    }
}

/// The Tang poems, part of this crate: 366 entries, since some of the three hundred are several poems.
///
/// # Examples
///
/// ```
/// let poems = data::tang_poems();
/// assert_eq!(poems.len(), 366);
/// assert_eq!(poems[0].sentences[0], "西陸蟬聲唱，南冠客思侵。");
/// ```
pub fn tang_poems() -> Vec<Poem> {
    parse(EMBEDDED, "tangshi300.json.gz")
        .expect("the file is part of this crate and was read whole by its tests")
}

/// The poems as text for a language model, without authors and titles: 286 poems for training, then 32
/// for validation.
///
/// 48 of the entries are other versions of poems before them: the same lines under another title, with a
/// few other characters. They are left out, since the validation part must hold nothing that was learnt.
///
/// # Examples
///
/// ```
/// let text = data::tang_poems::text();
/// assert!(text.train.starts_with("西陸蟬聲唱，南冠客思侵。\n那堪"));
/// assert_eq!(text.validation.matches("\n\n").count(), 32);
/// ```
pub fn text() -> TextSplit {
    let poems = without_versions(tang_poems());
    let (train, validation) = poems.split_at(poems.len() * TRAIN_TENTHS / 10);
    let text = |poems: &[Poem]| poems.iter().map(Poem::to_text).collect();
    TextSplit { name: "Tang poems", train: text(train), validation: text(validation) }
}

/// The poems that are not, for more than a quarter of their runs of four characters, made of runs of
/// earlier poems. (Of other versions it is more than 0.4, of all other poems less than 0.1.)
fn without_versions(poems: Vec<Poem>) -> Vec<Poem> {
    let mut seen = HashSet::new();
    let is_new = |poem: &Poem| {
        let chars: Vec<char> = poem.sentences.iter().flat_map(|it| it.chars()).collect();
        let runs = chars.windows(4).map(<[char]>::to_vec);
        let (old, new): (Vec<_>, Vec<_>) = runs.partition(|run| seen.contains(run));
        let is_new = 4 * old.len() <= old.len() + new.len();
        seen.extend(new);
        is_new
    };
    poems.into_iter().filter(is_new).collect()
}

/// Reads poems from JSON, plain or gzip, as the chinese-poetry project writes it: an array of objects
/// with the strings `author` and `title` and the array of strings `paragraphs`; other fields are
/// ignored. `name` is the file's name in errors.
///
/// # Errors
///
/// [`DataErrorKind::Gzip`] if the gzip data are damaged, [`DataErrorKind::Json`] if it is not such an
/// array.
///
/// # Examples
///
/// ```
/// let json = r#"[{"author": "王維", "title": "鹿柴", "paragraphs": ["空山不見人，但聞人語響。"]}]"#;
/// let poems = data::tang_poems::parse(json.as_bytes(), "poem.json")?;
/// assert_eq!(poems[0].sentences.len(), 1);
/// # Ok::<(), data::DataError>(())
/// ```
pub fn parse<'a>(reader: impl Read + 'a, name: &str) -> Result<Vec<Poem>, DataError> {
    // The parser takes single bytes from a reader; from memory it is many times as fast.
    let mut json = Vec::new();
    let read = decompressed(reader).and_then(|mut reader| reader.read_to_end(&mut json));
    read.map_err(|error| read_error(name, error))?;
    serde_json::from_slice(&json).map_err(|source| DataErrorKind::Json { source }.in_file(name))
}
