//! A ZIP archive that leaves while it is written.

use crate::error::Error;
use bytes::Bytes;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

const ATTEMPTED: &str = "writing an archive";

pub(super) struct Archive {
    writer: ZipWriter<StreamWriter<Pieces>>,
    pieces: Pieces,
}

/// What is written and has not left yet.
#[derive(Clone, Default)]
struct Pieces(Arc<Mutex<Vec<u8>>>);

impl Pieces {
    fn take(&self) -> Bytes {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *written).into()
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Archive {
    pub(super) fn new() -> Self {
        let pieces = Pieces::default();
        Self {
            writer: ZipWriter::new_stream(pieces.clone()),
            pieces,
        }
    }

    /// What is written next is packed into this file.
    pub(super) fn begin(&mut self, name: &str) -> Result<(), Error> {
        self.file(name, CompressionMethod::Deflated)
    }

    /// A file that is packed already.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.file(name, CompressionMethod::Stored)?;
        self.write(bytes)
    }

    fn file(&mut self, name: &str, method: CompressionMethod) -> Result<(), Error> {
        let options = SimpleFileOptions::default().compression_method(method);
        self.writer
            .start_file(name, options)
            .map_err(|error| Error::internal(ATTEMPTED, error))
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.writer
            .write_all(bytes)
            .map_err(|error| Error::internal(ATTEMPTED, error))
    }

    /// What can leave by now.
    pub(super) fn ready(&self) -> Bytes {
        self.pieces.take()
    }

    /// The end of it.
    pub(super) fn finish(self) -> Result<Bytes, Error> {
        self.writer
            .finish()
            .map_err(|error| Error::internal(ATTEMPTED, error))?;
        Ok(self.pieces.take())
    }
}
