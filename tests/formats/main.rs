//! What is read of each structure, what is refused and what it costs: certificates, private keys and
//! the containers that hold them. One program, because to compile and link each file by itself takes
//! longer than to run it.

mod certificate;
mod charges;
mod encode;
mod java_keystore;
mod key;
mod leaf;
mod names;
mod oids;
mod pkcs12;
mod pkcs12_structure;
mod pkcs7;
mod single;
mod trailing_fields;
