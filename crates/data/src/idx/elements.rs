//! The elements of an IDX file, in each of the format's types.

/// The elements of an array, in the type that the file's header says.
///
/// ```
/// use data::idx::Elements;
///
/// // Type 0x0b, one dimension of size 2, and two integers of two bytes, the most significant first.
/// let file = [0, 0, 0x0b, 1, 0, 0, 0, 2, 1, 4, 255, 255];
/// assert_eq!(data::idx::parse(&file[..], "counts")?.elements, Elements::I16(vec![260, -1]));
/// # Ok::<(), data::DataError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Elements {
    /// 0x08: unsigned bytes.
    U8(Vec<u8>),
    /// 0x09: signed bytes.
    I8(Vec<i8>),
    /// 0x0b: 16-bit integers.
    I16(Vec<i16>),
    /// 0x0c: 32-bit integers.
    I32(Vec<i32>),
    /// 0x0d: 32-bit floats, of any value: NaN and infinity too.
    F32(Vec<f32>),
    /// 0x0e: 64-bit floats, of any value.
    F64(Vec<f64>),
}

impl Elements {
    /// The number of elements.
    ///
    /// ```
    /// assert_eq!(data::idx::Elements::I32(vec![7, -7]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        match self {
            Self::U8(values) => values.len(),
            Self::I8(values) => values.len(),
            Self::I16(values) => values.len(),
            Self::I32(values) => values.len(),
            Self::F32(values) => values.len(),
            Self::F64(values) => values.len(),
        }
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements as `f64`, which holds those of every type exactly.
    ///
    /// ```
    /// assert_eq!(data::idx::Elements::F32(vec![0.5, -3.0]).to_f64(), [0.5, -3.0]);
    /// ```
    pub fn to_f64(&self) -> Vec<f64> {
        fn all<T: Copy + Into<f64>>(values: &[T]) -> Vec<f64> {
            values.iter().map(|&value| value.into()).collect()
        }
        match self {
            Self::U8(values) => all(values),
            Self::I8(values) => all(values),
            Self::I16(values) => all(values),
            Self::I32(values) => all(values),
            Self::F32(values) => all(values),
            Self::F64(values) => values.clone(),
        }
    }

    /// The elements of the type with this code, from their bytes.
    ///
    /// # Panics
    /// If the format has no such type.
    pub(super) fn from_bytes(code: u8, bytes: Vec<u8>) -> Self {
        fn all<T, const N: usize>(bytes: &[u8], value: impl Fn([u8; N]) -> T) -> Vec<T> {
            let (values, _) = bytes.as_chunks();
            values.iter().map(|&bytes| value(bytes)).collect()
        }
        match code {
            0x08 => Self::U8(bytes),
            0x09 => Self::I8(all(&bytes, i8::from_be_bytes)),
            0x0b => Self::I16(all(&bytes, i16::from_be_bytes)),
            0x0c => Self::I32(all(&bytes, i32::from_be_bytes)),
            0x0d => Self::F32(all(&bytes, f32::from_be_bytes)),
            0x0e => Self::F64(all(&bytes, f64::from_be_bytes)),
            _ => unreachable!("the header's code was checked"),
        }
    }
}

/// The number of bytes of an element of the type with this code, if the format has one.
pub(super) fn element_size(code: u8) -> Option<usize> {
    match code {
        0x08 | 0x09 => Some(1),
        0x0b => Some(2),
        0x0c | 0x0d => Some(4),
        0x0e => Some(8),
        _ => None,
    }
}
