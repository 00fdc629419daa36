import java.nio.file.*;
import java.security.*;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.*;
import javax.crypto.*;
import javax.crypto.spec.*;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.jcajce.*;

/** A key encrypted by Bouncy Castle under a scheme of its own, and read back: java -cp bcprov.jar:bcpkix.jar:bcutil.jar BouncyKey.java OID KEY PASSWORD OUT. */
public class BouncyKey {
    public static void main(String[] a) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        byte[] clear = Base64.getMimeDecoder().decode(Files.readString(Path.of(a[1])).replaceAll("-----[^-]*-----", ""));
        PrivateKey key = KeyFactory.getInstance("EC", "SunEC").generatePrivate(new PKCS8EncodedKeySpec(clear));
        var encryptor = new JcePKCSPBEOutputEncryptorBuilder(new ASN1ObjectIdentifier(a[0])).setProvider("BC").build(a[2].toCharArray());
        byte[] der = new JcaPKCS8EncryptedPrivateKeyInfoBuilder(key).build(encryptor).getEncoded();
        var shut = new PKCS8EncryptedPrivateKeyInfo(der);
        var parameters = PKCS12PBEParams.getInstance(shut.getEncryptionAlgorithm().getParameters());
        Cipher cipher = Cipher.getInstance(a[0], "BC");
        SecretKey secret = SecretKeyFactory.getInstance(a[0], "BC").generateSecret(new PBEKeySpec(a[2].toCharArray()));
        cipher.init(Cipher.DECRYPT_MODE, secret, new PBEParameterSpec(parameters.getIV(), parameters.getIterations().intValueExact()));
        if (!Arrays.equals(cipher.doFinal(shut.getEncryptedData()), key.getEncoded())) throw new IllegalStateException("not read back");
        Files.write(Path.of(a[3]), der);
    }
}
