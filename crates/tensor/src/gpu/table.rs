//! Tables of tensors, for a kernel that works on many at once.

use super::{CudaBuffer, Gpu, Launch, current, expect_cuda};
use crate::Tensor;
use cudarc::driver::{CudaSlice, DevicePtr, DevicePtrMut};
use numeric::Float;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Up to five tensors of one length that a kernel works on together, such as a parameter, its gradient
/// and its state. In a kernel: `struct Row { T* tensors[5]; size_t len; }`.
#[derive(Clone, Debug)]
pub struct Row {
    addresses: Vec<u64>,
    len: usize,
}

impl Row {
    /// The maximum number of tensors.
    const WIDTH: usize = 5;

    /// A row of tensors with `len` elements each.
    pub fn new(len: usize) -> Self {
        Row { addresses: Vec::with_capacity(Self::WIDTH), len }
    }

    /// With one more tensor, which the kernel reads.
    ///
    /// # Panics
    /// If it is not on this GPU, or has another length.
    #[track_caller]
    pub fn input<T: Float>(self, gpu: &Gpu, x: &Tensor<T>) -> Self {
        x.expect_on(gpu);
        let address = x.cuda().device_ptr(&gpu.stream).0;
        self.with(address, x.len())
    }

    /// With one more tensor, which the kernel reads and writes.
    ///
    /// # Panics
    /// If it is not on this GPU, or has another length.
    #[track_caller]
    pub fn output<T: Float>(self, gpu: &Gpu, y: &mut Tensor<T>) -> Self {
        y.expect_on(gpu);
        let address = y.cuda_mut().device_ptr_mut(&gpu.stream).0;
        self.with(address, y.len())
    }

    #[track_caller]
    fn with(mut self, address: u64, len: usize) -> Self {
        assert!(len == self.len, "Row: {len} elements, not {}", self.len);
        assert!(self.addresses.len() < Self::WIDTH, "Row: more than {} tensors", Self::WIDTH);
        self.addresses.push(address);
        self
    }
}

/// Rows on a GPU, each cut into chunks: a block for each chunk.
pub struct Table {
    memory: TableMemory,
    rows: usize,
    chunks: usize,
}

/// Where a table's words are.
enum TableMemory {
    /// In a table that is kept.
    Kept(Arc<CudaSlice<u8>>),
    /// Among the uploads of a step.
    OfStep(CudaBuffer<u64>),
}

impl Table {
    /// The number of chunks.
    pub fn chunks(&self) -> usize {
        self.chunks
    }
}

/// The tables that were used last. A step's tensors mostly have the addresses that they had in the step
/// before: then its table is there already.
#[derive(Default)]
pub(super) struct Tables(Mutex<VecDeque<Kept>>);

/// A table's words, here and on the GPU.
type Kept = (Vec<u64>, Arc<CudaSlice<u8>>);

/// How many tables are kept.
const MAX_KEPT: usize = 8;

impl Gpu {
    /// A table of these rows, cut into chunks of `chunk` elements; uploaded unless it is there already.
    ///
    /// # Panics
    /// If there is no memory.
    #[track_caller]
    pub fn table(self: &Arc<Self>, rows: &[Row], chunk: usize) -> Table {
        let mut words = Vec::with_capacity(rows.len() * (Row::WIDTH + 2));
        for Row { addresses, len } in rows {
            words.extend_from_slice(addresses);
            words.resize(words.len() + Row::WIDTH - addresses.len(), 0);
            words.push(*len as u64);
        }
        let first_chunk = words.len();
        // Two `int`s in a word: the row and the chunk in it.
        for (row, Row { len, .. }) in rows.iter().enumerate() {
            words.extend((0..len.div_ceil(chunk)).map(|chunk| (chunk as u64) << 32 | row as u64));
        }
        let (rows, chunks) = (rows.len(), words.len() - first_chunk);
        let memory = match current::uploads_anew(self) {
            true => TableMemory::OfStep(self.upload(&words)),
            false => TableMemory::Kept(self.tables.find_or_upload(self, words)),
        };
        Table { memory, rows, chunks }
    }
}

impl Tables {
    #[track_caller]
    fn find_or_upload(&self, gpu: &Gpu, words: Vec<u64>) -> Arc<CudaSlice<u8>> {
        let mut tables = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, memory)) = tables.iter().find(|(known, _)| *known == words) {
            return memory.clone();
        }
        let mut memory = gpu.memory(size_of_val(words.as_slice()));
        if !words.is_empty() {
            // SAFETY: any bits are a `u64`.
            let dst = unsafe { memory.transmute_mut(words.len()) };
            let mut dst = dst.expect("the memory holds as many words");
            let _turn = gpu.turn();
            gpu.count_transfer();
            expect_cuda("table", gpu.stream.memcpy_htod(&words, &mut dst));
        }
        let memory = Arc::new(memory);
        tables.truncate(MAX_KEPT - 1);
        tables.push_front((words, memory.clone()));
        memory
    }
}

impl<'a> Launch<'a> {
    /// A table: `const Row* rows, const int* chunks`, the latter with a row and a chunk of it for each
    /// block.
    pub fn table(self, table: &'a Table) -> Self {
        let rows = match &table.memory {
            TableMemory::Kept(memory) => memory.device_ptr(self.stream()).0,
            TableMemory::OfStep(buffer) => buffer.view().device_ptr(self.stream()).0,
        };
        let chunks = rows + (table.rows * (Row::WIDTH + 1) * size_of::<u64>()) as u64;
        self.push(&[rows]).push(&[chunks])
    }
}
