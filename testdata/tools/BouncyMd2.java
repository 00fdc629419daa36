import java.nio.file.*;
import java.security.*;
import java.util.*;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.*;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.*;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A key encrypted by Bouncy Castle under PBES1 with MD2, and read back: java -cp bcprov.jar BouncyMd2.java DES|RC2 KEY PASSWORD OUT. */
public class BouncyMd2 {
    public static void main(String[] a) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        byte[] clear = Base64.getMimeDecoder().decode(Files.readString(Path.of(a[1])).replaceAll("-----[^-]*-----", ""));
        byte[] salt = new byte[8];
        new SecureRandom().nextBytes(salt);
        byte[] shut = run(a[0], Cipher.ENCRYPT_MODE, a[2], salt, clear);
        if (!Arrays.equals(run(a[0], Cipher.DECRYPT_MODE, a[2], salt, shut), clear)) throw new IllegalStateException("not read back");
        ASN1ObjectIdentifier oid = a[0].equals("DES") ? PKCSObjectIdentifiers.pbeWithMD2AndDES_CBC : PKCSObjectIdentifiers.pbeWithMD2AndRC2_CBC;
        var scheme = new AlgorithmIdentifier(oid, new PBEParameter(salt, 2048));
        Files.write(Path.of(a[3]), new EncryptedPrivateKeyInfo(scheme, shut).getEncoded("DER"));
    }

    /** The key says that it is for MD2; with RC2 only the cipher with MD5 has a name of its own, and it takes what the key says. */
    static byte[] run(String name, int mode, String password, byte[] salt, byte[] data) throws Exception {
        SecretKey key = SecretKeyFactory.getInstance("PBEWITHMD2AND" + name, "BC").generateSecret(new PBEKeySpec(password.toCharArray()));
        Cipher cipher = Cipher.getInstance("PBEWITH" + (name.equals("DES") ? "MD2" : "MD5") + "AND" + name, "BC");
        cipher.init(mode, key, new PBEParameterSpec(salt, 2048));
        return cipher.doFinal(data);
    }
}
