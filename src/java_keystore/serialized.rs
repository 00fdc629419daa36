//! Serialized Java objects (Java Object Serialization Specification §6), which are skipped: JCEKS
//! stores a secret key as one, without its length.
//!
//! The JDK writes `com.sun.crypto.provider.SealedObjectForKeyProtector`, IBM's Java another
//! class; both extend `javax.crypto.SealedObject`. Any object of classes that are described in the
//! stream can be skipped, except those that define their own format.

use super::input::Input;
use crate::{asn1::error::ParseError, error::java_keystore::BAD_OBJECT};

/// STREAM_MAGIC and STREAM_VERSION.
const HEADER: [u8; 4] = [0xac, 0xed, 0, 5];
/// A sealed object describes three classes, its values nest two levels deep, and none of them is an
/// object. The limits are close to that: six octets are enough for an object, and each object takes
/// time for all of its classes.
const MOST_CLASSES: usize = 4;
const MOST_OBJECTS: u8 = 4;
const MOST_LEVELS: u8 = 8;

// Tags (§6.4.2).
const NULL: u8 = 0x70;
const REFERENCE: u8 = 0x71;
const CLASS_DESC: u8 = 0x72;
const OBJECT: u8 = 0x73;
const STRING: u8 = 0x74;
const ARRAY: u8 = 0x75;
const BLOCK_DATA: u8 = 0x77;
const END_BLOCK_DATA: u8 = 0x78;
const LONG_BLOCK_DATA: u8 = 0x7a;
const LONG_STRING: u8 = 0x7c;
/// The number of the first handle.
const FIRST_HANDLE: u32 = 0x7e_0000;

// Flags of a class.
const HAS_WRITE_METHOD: u8 = 1;
const IS_SERIALIZABLE: u8 = 2;

/// Skips a stream with one object.
pub(super) fn skip(input: &mut Input<'_>) -> Result<(), ParseError> {
    let start = *input;
    if *input.array()? != HEADER {
        return Err(ParseError::new(&BAD_OBJECT, start.offset()));
    }
    let classes = [None; MOST_CLASSES];
    let mut stream = Stream { input: *input, classes, handles: 0, objects_left: MOST_OBJECTS };
    stream.object(MOST_LEVELS)?;
    *input = stream.input;
    Ok(())
}

struct Stream<'a> {
    input: Input<'a>,
    classes: [Option<Class<'a>>; MOST_CLASSES],
    /// The handles given out so far, to classes, objects, strings and arrays alike.
    handles: u32,
    /// The objects that may still come, without strings and arrays.
    objects_left: u8,
}

#[derive(Clone, Copy)]
struct Class<'a> {
    handle: u32,
    /// The second character of its name: the type of the elements of an array.
    element: u8,
    has_write_method: bool,
    /// At the description of its first field.
    fields: Input<'a>,
    count: u16,
    /// The handle of its superclass.
    parent: Option<u32>,
}

impl<'a> Stream<'a> {
    fn unsupported(&self) -> ParseError {
        ParseError::new(&BAD_OBJECT, self.input.offset())
    }

    fn handle(&mut self) -> Result<u32, ParseError> {
        let handle = FIRST_HANDLE.checked_add(self.handles).ok_or(self.unsupported())?;
        self.handles = self.handles.saturating_add(1);
        Ok(handle)
    }

    /// object (§6.4.2), as far as it is data.
    fn object(&mut self, levels: u8) -> Result<(), ParseError> {
        let error = self.unsupported();
        let levels = levels.checked_sub(1).ok_or(error)?;
        match self.input.u8()? {
            NULL => {}
            REFERENCE => drop(self.input.u32()?),
            STRING => {
                self.handle()?;
                self.input.utf()?;
            }
            LONG_STRING => {
                self.handle()?;
                let length = u64::from_be_bytes(*self.input.array()?);
                self.skip(length)?;
            }
            OBJECT => {
                self.objects_left = self.objects_left.checked_sub(1).ok_or(error)?;
                let class = self.class(levels)?.ok_or(error)?;
                self.handle()?;
                self.data(class, levels)?;
            }
            ARRAY => {
                let class = self.class(levels)?.ok_or(error)?;
                self.handle()?;
                self.elements(class.element, levels)?;
            }
            _ => return Err(error),
        }
        Ok(())
    }

    fn skip(&mut self, length: u64) -> Result<(), ParseError> {
        let length = usize::try_from(length).map_err(|_| self.input.truncated())?;
        self.input.take(length).map(drop)
    }

    /// newArray: the length, then the elements.
    fn elements(&mut self, kind: u8, levels: u8) -> Result<(), ParseError> {
        let count = self.input.u32()?;
        if let Some(width) = width(kind) {
            return self.skip(u64::from(count).saturating_mul(width));
        }
        for _ in 0..count {
            self.value(kind, levels)?;
        }
        Ok(())
    }

    /// A value of a field or an element.
    fn value(&mut self, kind: u8, levels: u8) -> Result<(), ParseError> {
        match (width(kind), kind) {
            (Some(width), _) => self.skip(width),
            (None, b'L' | b'[') => self.object(levels),
            _ => Err(self.unsupported()),
        }
    }

    /// classdata[] of an object: the fields of each class, the topmost first.
    fn data(&mut self, class: Class<'a>, levels: u8) -> Result<(), ParseError> {
        let mut classes = [None; MOST_CLASSES];
        let mut next = Some(class);
        for slot in classes.iter_mut().rev() {
            *slot = next;
            next = match next.and_then(|class| class.parent) {
                Some(parent) => Some(self.described(parent)?),
                None => None,
            };
        }
        if next.is_some() {
            return Err(self.unsupported());
        }
        for class in classes.into_iter().flatten() {
            let mut fields = class.fields;
            for _ in 0..class.count {
                let field = Field::read(&mut fields)?;
                self.value(field.kind, levels)?;
            }
            if class.has_write_method {
                self.annotation(levels)?;
            }
        }
        Ok(())
    }

    /// The class with this handle, if its description was read.
    fn described(&self, handle: u32) -> Result<Class<'a>, ParseError> {
        let mut classes = self.classes.iter().flatten();
        classes.find(|class| class.handle == handle).copied().ok_or(self.unsupported())
    }

    /// classDesc: a new one, a reference to an earlier one, or none.
    fn class(&mut self, levels: u8) -> Result<Option<Class<'a>>, ParseError> {
        let error = self.unsupported();
        let levels = levels.checked_sub(1).ok_or(error)?;
        match self.input.u8()? {
            NULL => Ok(None),
            REFERENCE => {
                let handle = self.input.u32()?;
                self.described(handle).map(Some)
            }
            CLASS_DESC => self.new_class(levels).map(Some),
            _ => Err(error),
        }
    }

    /// newClassDesc after its tag: className, serialVersionUID, newHandle, classDescFlags, fields,
    /// classAnnotation, superClassDesc.
    fn new_class(&mut self, levels: u8) -> Result<Class<'a>, ParseError> {
        let name = self.input.utf()?;
        self.input.array::<8>()?;
        let handle = self.handle()?;
        let error = self.unsupported();
        let flags = self.input.u8()?;
        if flags & !HAS_WRITE_METHOD != IS_SERIALIZABLE {
            return Err(error);
        }
        let count = self.input.u16()?;
        let fields = self.input;
        for _ in 0..count {
            self.field_description()?;
        }
        self.annotation(levels)?;
        let parent = self.class(levels)?.map(|class| class.handle);
        let class = Class {
            handle,
            element: name.get(1).copied().unwrap_or_default(),
            has_write_method: flags & HAS_WRITE_METHOD != 0,
            fields,
            count,
            parent,
        };
        // Only now: a class cannot be its own superclass.
        let slot = self.classes.iter_mut().find(|slot| slot.is_none()).ok_or(error)?;
        *slot = Some(class);
        Ok(class)
    }

    /// fieldDesc: the name of an object's class is a string, which takes a handle.
    fn field_description(&mut self) -> Result<(), ParseError> {
        if let Field { has_new_string: true, .. } = Field::read(&mut self.input)? {
            self.handle()?;
        }
        Ok(())
    }

    /// Block data and objects up to the end of the block.
    fn annotation(&mut self, levels: u8) -> Result<(), ParseError> {
        loop {
            let mut next = self.input;
            match next.u8()? {
                END_BLOCK_DATA => {
                    self.input = next;
                    return Ok(());
                }
                BLOCK_DATA => {
                    let length = usize::from(next.u8()?);
                    next.take(length)?;
                    self.input = next;
                }
                LONG_BLOCK_DATA => {
                    next.octets()?;
                    self.input = next;
                }
                _ => self.object(levels)?,
            }
        }
    }
}

/// The octets of a primitive type (§6.4.2, prim_typecode).
fn width(kind: u8) -> Option<u64> {
    match kind {
        b'B' | b'Z' => Some(1),
        b'C' | b'S' => Some(2),
        b'F' | b'I' => Some(4),
        b'D' | b'J' => Some(8),
        _ => None,
    }
}

/// fieldDesc: a type, a name and, for objects, the name of their class.
struct Field {
    kind: u8,
    /// Whether the name of the class is a new string and not a reference to an earlier one.
    has_new_string: bool,
}

impl Field {
    fn read(input: &mut Input<'_>) -> Result<Field, ParseError> {
        let kind = input.u8()?;
        input.utf()?;
        if width(kind).is_some() {
            return Ok(Field { kind, has_new_string: false });
        }
        let error = ParseError::new(&BAD_OBJECT, input.offset());
        let tag = input.u8()?;
        match tag {
            STRING => drop(input.utf()?),
            REFERENCE => drop(input.u32()?),
            _ => return Err(error),
        }
        Ok(Field { kind, has_new_string: tag == STRING })
    }
}
