//! Arguments of options that a caller may not have.

/// The argument of an option of [`Parser`](crate::Parser) that a caller may not have: a reference
/// to anything that is a `T` (`&str`, `&String`, `&Vec<u8>`, `&[u8; 4]`), or an [`Option`] of one.
///
/// `None` leaves the option unset, so that the fields of a form can be passed on as they are. This
/// trait is sealed.
///
/// ```
/// use anycert::Parser;
/// struct Form {
///     content: String,
///     private_key: Option<String>,
///     passphrase: Option<String>,
/// }
/// # let form = Form { content: String::new(), private_key: None, passphrase: None };
/// let parser = Parser::new()
///     .private_key(form.private_key.as_ref())
///     .passphrase(form.passphrase.as_deref().filter(|text| !text.is_empty()));
/// let answer = parser.parse(&form.content);
/// # assert!(answer.is_err());
/// ```
pub trait Argument<'a, T: ?Sized>: sealed::Sealed {
    /// The value, or `None` if the option stays unset.
    #[doc(hidden)]
    fn into_argument(self) -> Option<&'a T>;
}

impl<'a, T: ?Sized, U: AsRef<T> + ?Sized> Argument<'a, T> for &'a U {
    fn into_argument(self) -> Option<&'a T> {
        Some(self.as_ref())
    }
}

impl<'a, T: ?Sized, U: AsRef<T> + ?Sized> Argument<'a, T> for Option<&'a U> {
    fn into_argument(self) -> Option<&'a T> {
        self.map(AsRef::as_ref)
    }
}

mod sealed {
    pub trait Sealed {}

    impl<U: ?Sized> Sealed for &U {}

    impl<U: ?Sized> Sealed for Option<&U> {}
}
