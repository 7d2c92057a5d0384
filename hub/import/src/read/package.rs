//! ZIP packages (XLSX, ODS): counted before anything else unpacks them.

use std::io::{Cursor, Read};

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::book::Book;
use crate::read::limits::Limits;
use crate::read::{Refusal, RefusalKind, ods, xlsx};

pub(super) type Package<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a package once its unpacked size is known to be within the limits.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Book, Refusal> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| RefusalKind::Damaged)?;
    let has = |name: &str| package.index_for_name(name).is_some();
    let (workbook, content) = (has("xl/workbook.xml"), has("content.xml"));
    if !workbook && !content {
        let other = has("xl/workbook.bin") || has("word/document.xml") || has("ppt/presentation.xml");
        return Err(if other { RefusalKind::UnknownKind } else { RefusalKind::Damaged }.into());
    }
    count(&mut package, limits)?;
    if workbook { xlsx::open(bytes, &mut package, limits) } else { ods::open(&mut package, limits) }
}

/// Unpacks every XML part into nothing, counting real bytes: sizes written in a package's directory can lie.
fn count(package: &mut Package<'_>, limits: &Limits) -> Result<(), Refusal> {
    if package.len() > limits.parts {
        return Err(RefusalKind::TooBig.into());
    }
    let mut left = limits.unpacked_bytes;
    for index in 0..package.len() {
        let part = package.by_index(index).map_err(refusal)?;
        let name = part.name().map_err(refusal)?.to_ascii_lowercase();
        if !(name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml")) {
            continue;
        }
        let allowed = if name.ends_with("sharedstrings.xml") { left.min(limits.shared_bytes) } else { left };
        let read =
            std::io::copy(&mut part.take(allowed + 1), &mut std::io::sink()).map_err(|_| RefusalKind::Damaged)?;
        if read > allowed {
            return Err(RefusalKind::TooBig.into());
        }
        left -= read;
    }
    Ok(())
}

/// The text of one part.
pub(super) fn part(package: &mut Package<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let Some(index) = package.index_for_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    package.by_index(index).map_err(refusal)?.read_to_end(&mut bytes).map_err(|_| RefusalKind::Damaged)?;
    String::from_utf8(bytes).map(Some).map_err(|_| RefusalKind::Damaged.into())
}

/// An attribute by its name without namespace.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|v| v.into_owned())
}

pub(super) fn refusal(error: ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => RefusalKind::Password.into(),
        _ => RefusalKind::Damaged.into(),
    }
}
