//! The extensions that x509-cert decodes. None of its types leaves this module.

use crate::{
    asn1::{
        error::ParseError,
        tlv::{Reader, Tlv},
    },
    error::x509::BAD_EXTENSION,
    x509::extensions::access::{AuthorityInfoAccess, CertificatePolicy},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use der::{Decode, asn1::Ia5StringRef, oid::db::rfc5280};
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, CertificatePolicies, CrlDistributionPoints,
    certpolicy::PolicyInformation,
    name::{DistributionPointName, GeneralName},
};

/// Names that are not URLs and other access methods are skipped.
pub(super) fn authority_info_access(
    value: &mut Reader<'_>,
) -> Result<AuthorityInfoAccess, ParseError> {
    let mut access = AuthorityInfoAccess::default();
    for description in decode::<AuthorityInfoAccessSyntax>(&value.any()?)?.0 {
        let list = match description.access_method {
            rfc5280::ID_AD_CA_ISSUERS => &mut access.ca_issuers,
            rfc5280::ID_AD_OCSP => &mut access.ocsp,
            _ => continue,
        };
        list.extend(url(description.access_location));
    }
    Ok(access)
}

/// The URLs of all distribution points. Names that are not URLs are skipped.
pub(super) fn crl_distribution_points(value: &mut Reader<'_>) -> Result<Vec<String>, ParseError> {
    let points = decode::<CrlDistributionPoints>(&value.any()?)?.0;
    let names = points.into_iter().filter_map(|point| match point.distribution_point? {
        DistributionPointName::FullName(names) => Some(names),
        DistributionPointName::NameRelativeToCRLIssuer(_) => None,
    });
    Ok(names.flatten().filter_map(url).collect())
}

pub(super) fn certificate_policies(
    value: &mut Reader<'_>,
) -> Result<Vec<CertificatePolicy>, ParseError> {
    let tlv = value.any()?;
    let policies = decode::<CertificatePolicies>(&tlv)?.0;
    policies.into_iter().map(|policy| certificate_policy(policy).ok_or(invalid(&tlv))).collect()
}

/// Qualifiers of other types than id-qt-cps are skipped.
fn certificate_policy(policy: PolicyInformation) -> Option<CertificatePolicy> {
    let mut cps_uris = Vec::new();
    for qualifier in policy.policy_qualifiers.into_iter().flatten() {
        if qualifier.policy_qualifier_id == rfc5280::ID_QT_CPS {
            let url = qualifier.qualifier?;
            cps_uris.push(url.decode_as::<Ia5StringRef<'_>>().ok()?.as_str().to_string());
        }
    }
    Some(CertificatePolicy { oid: policy.policy_identifier.to_string(), cps_uris })
}

fn url(name: GeneralName) -> Option<String> {
    match name {
        GeneralName::UniformResourceIdentifier(url) => Some(url.as_str().to_string()),
        _ => None,
    }
}

fn decode<T: for<'a> Decode<'a>>(tlv: &Tlv<'_>) -> Result<T, ParseError> {
    T::from_der(tlv.bytes()).map_err(|_| invalid(tlv))
}

fn invalid(tlv: &Tlv<'_>) -> ParseError {
    ParseError::new(&BAD_EXTENSION, tlv.offset)
}
