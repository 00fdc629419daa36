//! Certificates as a large inventory has them: of many issuers and owners, each other in length and
//! content, with subject alternative names.

/// The numbers of certificates and of their issuers.
const COUNT: usize = 10_000;
const ISSUERS: usize = 211;

/// The DER of each.
pub fn ders() -> Vec<Vec<u8>> {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    (0..COUNT).map(|number| certificate(number, &mut random)).collect()
}

fn certificate(number: usize, random: &mut Random) -> Vec<u8> {
    let is_rsa = random.below(3) > 0;
    let algorithm = match is_rsa {
        true => sequence(&[oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11]), tlv(5, &[])]),
        false => sequence(&[oid(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2])]),
    };
    let serial = [&[0x40][..], &random.bytes(15)].concat();
    let end = format!("{:02}{:02}15120000Z", 26 + random.below(20), 1 + random.below(12));
    let validity = sequence(&[tlv(0x17, b"240115120000Z"), tlv(0x17, end.as_bytes())]);
    let tbs = sequence(&[
        tlv(0xa0, &tlv(2, &[2])),
        tlv(2, &serial),
        algorithm.clone(),
        issuer(random.below(ISSUERS)),
        validity,
        subject(number, random),
        spki(is_rsa, random),
        tlv(0xa3, &extensions(number, random)),
    ]);
    let signature = [&[0][..], &random.bytes(if is_rsa { 256 } else { 71 })].concat();
    sequence(&[tbs, algorithm, tlv(3, &signature)])
}

fn issuer(number: usize) -> Vec<u8> {
    let organization = format!("Authority {} {}", number % 23, "of Example ".repeat(number % 4));
    let common_name =
        format!("Example TLS {} CA {number}", if number % 2 > 0 { "RSA" } else { "EC" });
    sequence(&[
        rdn(6, 0x13, ["US", "DE", "JP", "NL"][number % 4]),
        rdn(10, 0x0c, &organization),
        rdn(3, 0x0c, &common_name),
    ])
}

fn subject(number: usize, random: &mut Random) -> Vec<u8> {
    let host = format!("host-{number}.example.org");
    let cities = ["Z\u{fc}rich", "Berlin", "New York", "Utrecht", "M\u{fc}nchen", "Osaka"];
    match random.below(3) {
        0 => sequence(&[rdn(3, 0x0c, &host)]),
        1 => sequence(&[rdn(6, 0x13, "DE"), rdn(10, 0x0c, "Example, Inc."), rdn(3, 0x0c, &host)]),
        _ => sequence(&[
            rdn(6, 0x13, "CH"),
            rdn(8, 0x0c, "Some State"),
            rdn(7, 0x0c, cities[random.below(cities.len())]),
            rdn(10, 0x0c, &format!("Owner {}", random.below(1000))),
            rdn(11, 0x0c, "Information Technology"),
            rdn(3, 0x0c, &host),
        ]),
    }
}

fn spki(is_rsa: bool, random: &mut Random) -> Vec<u8> {
    let (algorithm, key) = match is_rsa {
        true => {
            let modulus = [&[0, 0xc1][..], &random.bytes(255)].concat();
            let key = sequence(&[tlv(2, &modulus), tlv(2, &[1, 0, 1])]);
            let id = oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1]);
            (sequence(&[id, tlv(5, &[])]), key)
        }
        false => {
            let curve = oid(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7]);
            let id = oid(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]);
            (sequence(&[id, curve]), [&[4][..], &random.bytes(64)].concat())
        }
    };
    sequence(&[algorithm, tlv(3, &[&[0][..], &key].concat())])
}

fn extensions(number: usize, random: &mut Random) -> Vec<u8> {
    let names: Vec<u8> = (0..=random.below(6))
        .flat_map(|at| tlv(0x82, format!("www{at}.host-{number}.example.org").as_bytes()))
        .collect();
    let key_id = random.bytes(20);
    sequence(&[
        extension(15, true, &[3, 2, 5, 0xa0]),
        extension(19, true, &[0x30, 0]),
        extension(14, false, &tlv(4, &key_id)),
        extension(35, false, &tlv(0x30, &tlv(0x80, &random.bytes(20)))),
        extension(17, false, &tlv(0x30, &names)),
    ])
}

/// An extension of X.509, 2.5.29.
fn extension(number: u8, is_critical: bool, value: &[u8]) -> Vec<u8> {
    let critical = if is_critical { tlv(1, &[0xff]) } else { Vec::new() };
    sequence(&[oid(&[0x55, 0x1d, number]), critical, tlv(4, value)])
}

/// An attribute of X.520, 2.5.4.
fn rdn(number: u8, tag: u8, value: &str) -> Vec<u8> {
    let attribute = sequence(&[oid(&[0x55, 4, number]), tlv(tag, value.as_bytes())]);
    tlv(0x31, &attribute)
}

fn oid(content: &[u8]) -> Vec<u8> {
    tlv(6, content)
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let [.., high, low] = content.len().to_be_bytes();
    let header = match content.len() {
        0..0x80 => vec![tag, low],
        0x80..0x100 => vec![tag, 0x81, low],
        _ => vec![tag, 0x82, high, low],
    };
    [header.as_slice(), content].concat()
}

/// Xorshift: the same certificates in each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }
}
