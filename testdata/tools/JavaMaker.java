import java.io.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.security.cert.Certificate;
import java.security.spec.*;
import java.util.*;
import javax.crypto.*;
import javax.crypto.spec.*;

/** What the JDK writes: java JavaMaker.java KIND ARGUMENTS... OUT. */
public class JavaMaker {
    public static void main(String[] a) throws Exception {
        Path out = Path.of(a[a.length - 1]);
        switch (a[0]) {
            case "ec-key" -> Files.write(out, ec().getPrivate().getEncoded());
            case "rsa-key" -> {
                KeyPairGenerator g = KeyPairGenerator.getInstance("RSA");
                g.initialize(2048);
                Files.write(out, g.generateKeyPair().getPrivate().getEncoded());
            }
            case "rsa-key-of-two-numbers" -> { // modulus and private exponent, all that its caller knows
                KeyPairGenerator g = KeyPairGenerator.getInstance("RSA");
                g.initialize(2048);
                var whole = (java.security.interfaces.RSAPrivateKey) g.generateKeyPair().getPrivate();
                var spec = new RSAPrivateKeySpec(whole.getModulus(), whole.getPrivateExponent());
                Files.write(out, KeyFactory.getInstance("RSA").generatePrivate(spec).getEncoded());
            }
            case "dh-key" -> {
                KeyPairGenerator g = KeyPairGenerator.getInstance("DH");
                g.initialize(2048);
                Files.write(out, g.generateKeyPair().getPrivate().getEncoded());
            }
            case "encrypted-key" -> {
                KeyPairGenerator g = KeyPairGenerator.getInstance("RSA");
                g.initialize(2048);
                byte[] clear = g.generateKeyPair().getPrivate().getEncoded();
                SecretKey key = SecretKeyFactory.getInstance(a[1]).generateSecret(new PBEKeySpec(a[2].toCharArray()));
                Cipher c = Cipher.getInstance(a[1]);
                byte[] salt = new byte[8];
                new SecureRandom().nextBytes(salt);
                c.init(Cipher.ENCRYPT_MODE, key, new PBEParameterSpec(salt, 2048));
                AlgorithmParameters p = c.getParameters();
                if (a[1].contains("Hmac")) { // EncryptedPrivateKeyInfo knows these by the scheme's name only
                    AlgorithmParameters scheme = AlgorithmParameters.getInstance("PBES2");
                    scheme.init(p.getEncoded());
                    p = scheme;
                }
                Files.write(out, new EncryptedPrivateKeyInfo(p, c.doFinal(clear)).getEncoded());
            }
            case "certpath" -> Files.write(out, path(a[2]).getEncoded(a[1]));
            case "copy" -> { // copy P12 PASSWORD NEW-PASSWORD
                KeyStore from = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(Path.of(a[1]))) { from.load(in, a[2].toCharArray()); }
                String alias = from.aliases().nextElement();
                KeyStore to = KeyStore.getInstance("PKCS12");
                to.load(null, null);
                to.setKeyEntry(alias, from.getKey(alias, a[2].toCharArray()), a[3].toCharArray(), from.getCertificateChain(alias));
                try (OutputStream o = Files.newOutputStream(out)) { to.store(o, a[3].toCharArray()); }
            }
            case "jceks-equal-salt-halves" -> { // the one salt that the JDK changes before it derives a key
                KeyStore from = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(Path.of(a[1]))) { from.load(in, a[2].toCharArray()); }
                String alias = from.aliases().nextElement();
                SecretKey key = SecretKeyFactory.getInstance("PBEWithMD5AndTripleDES").generateSecret(new PBEKeySpec(a[2].toCharArray()));
                Cipher c = Cipher.getInstance("PBEWithMD5AndTripleDES");
                byte[] salt = {1, 2, 3, 4, 1, 2, 3, 4};
                c.init(Cipher.ENCRYPT_MODE, key, new PBEParameterSpec(salt, 1000));
                byte[] shut = c.doFinal(from.getKey(alias, a[2].toCharArray()).getEncoded());
                byte[] parameters = c.getParameters().getEncoded();
                byte[] oid = HexFormat.of().parseHex("06092b060104012a021301");
                byte[] info = der(0x30, der(0x30, oid, parameters), der(0x04, shut));
                KeyStore to = KeyStore.getInstance("JCEKS");
                to.load(null, null);
                to.setKeyEntry(alias, info, from.getCertificateChain(alias));
                try (OutputStream o = Files.newOutputStream(out)) { to.store(o, a[2].toCharArray()); }
            }
            case "two-passwords" -> { // the key entry under a password of its own
                KeyStore from = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(Path.of(a[1]))) { from.load(in, a[2].toCharArray()); }
                String alias = from.aliases().nextElement();
                KeyStore to = KeyStore.getInstance("PKCS12");
                to.load(null, null);
                to.setKeyEntry("key", from.getKey(alias, a[2].toCharArray()), a[3].toCharArray(), from.getCertificateChain(alias));
                try (OutputStream o = Files.newOutputStream(out)) { to.store(o, a[2].toCharArray()); }
            }
            default -> throw new IllegalArgumentException(a[0]);
        }
    }

    static byte[] der(int tag, byte[]... parts) throws Exception {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) content.write(part);
        byte[] body = content.toByteArray();
        var whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (body.length < 128) whole.write(body.length);
        else if (body.length < 256) { whole.write(0x81); whole.write(body.length); }
        else { whole.write(0x82); whole.write(body.length >> 8); whole.write(body.length & 255); }
        whole.write(body);
        return whole.toByteArray();
    }

    static KeyPair ec() throws Exception {
        KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
        g.initialize(new ECGenParameterSpec("secp256r1"));
        return g.generateKeyPair();
    }

    static CertPath path(String pem) throws Exception {
        CertificateFactory f = CertificateFactory.getInstance("X.509");
        try (InputStream in = new FileInputStream(pem)) {
            return f.generateCertPath(new ArrayList<>(f.generateCertificates(in)));
        }
    }
}
