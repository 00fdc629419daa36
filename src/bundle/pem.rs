//! The certificates of a bundle as text.

use super::bundle::Bundle;
use crate::x509::Certificate;
use alloc::{string::String, vec};

impl Bundle {
    /// Every distinct certificate as PEM: the leaf, then the rest of the [`chain`](Bundle::chain),
    /// then the others in file order. This is what to store instead of the input. Empty without a
    /// certificate. Keys are not included: see [`leaf_key`](Bundle::leaf_key).
    ///
    /// Each is one block as [`Certificate::to_pem`] writes it, with nothing between the blocks.
    #[must_use]
    pub fn to_pem(&self) -> String {
        self.distinct().map(Certificate::to_pem).collect()
    }

    /// The leaf, then the rest of its [`chain`](Bundle::chain), as PEM: what a server presents.
    /// Empty without a certificate.
    ///
    /// Each is one block as [`Certificate::to_pem`] writes it, with nothing between the blocks.
    #[must_use]
    pub fn chain_pem(&self) -> String {
        self.chain().map(Certificate::to_pem).collect()
    }

    /// Every distinct certificate: the leaf, the rest of the chain, then the others in file order.
    pub(crate) fn distinct(&self) -> impl Iterator<Item = &Certificate> {
        let mut is_left = vec![true; self.certificates().len()];
        for position in self.chain_positions().chain(self.repeated().iter().copied()) {
            if let Some(flag) = is_left.get_mut(position) {
                *flag = false;
            }
        }
        let others = self.certificates().iter().zip(is_left);
        let others = others.filter_map(|(certificate, is_left)| is_left.then_some(certificate));
        self.chain().chain(others)
    }
}
