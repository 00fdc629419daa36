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
        let mut is_left = vec![true; self.certificates().len()];
        for position in self.chain_positions().chain(self.repeated().iter().copied()) {
            if let Some(flag) = is_left.get_mut(position) {
                *flag = false;
            }
        }
        let others = self.certificates().iter().zip(is_left).filter(|(_, is_left)| *is_left);
        let mut text = self.chain_pem();
        text.extend(others.map(|(certificate, _)| certificate.to_pem()));
        text
    }

    /// The leaf, then the rest of its [`chain`](Bundle::chain), as PEM: what a server presents.
    /// Empty without a certificate.
    ///
    /// Each is one block as [`Certificate::to_pem`] writes it, with nothing between the blocks.
    #[must_use]
    pub fn chain_pem(&self) -> String {
        self.chain().map(Certificate::to_pem).collect()
    }
}
