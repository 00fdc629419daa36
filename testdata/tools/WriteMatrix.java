// Prints what Java finds in a file: `name BASE64`, `certificate BASE64`, `key BASE64 of PKCS#8`.
// Usage: java WriteMatrix.java FILE [PASSPHRASE]

import java.io.ByteArrayInputStream;
import java.nio.file.*;
import java.security.*;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.*;
import javax.crypto.*;
import javax.crypto.spec.*;

public class WriteMatrix {
    public static void main(String[] arguments) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
        char[] passphrase = arguments.length > 1 ? arguments[1].toCharArray() : null;
        if (arguments[0].endsWith(".p12")) {
            keyStore(bytes, passphrase);
        } else if (Path.of(arguments[0]).getFileName().toString().startsWith("chain")) {
            var factory = CertificateFactory.getInstance("X.509");
            for (var one : factory.generateCertificates(new ByteArrayInputStream(bytes))) {
                show("certificate", one.getEncoded());
            }
        } else {
            key(bytes, passphrase);
        }
    }

    static void keyStore(byte[] bytes, char[] passphrase) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(bytes), passphrase);
        for (String alias : Collections.list(store.aliases())) {
            show("name", alias.getBytes("UTF-8"));
            if (store.isKeyEntry(alias)) {
                show("key", store.getKey(alias, passphrase).getEncoded());
                Certificate[] chain = store.getCertificateChain(alias);
                for (var one : chain == null ? new Certificate[0] : chain) {
                    show("certificate", one.getEncoded());
                }
            } else {
                show("certificate", store.getCertificate(alias).getEncoded());
            }
        }
    }

    static void key(byte[] bytes, char[] passphrase) throws Exception {
        if (bytes[0] == '-') {
            String body = new String(bytes).replaceAll("-----[^-]*-----|\\s", "");
            bytes = Base64.getDecoder().decode(body);
        }
        var info = new EncryptedPrivateKeyInfo(bytes);
        String name = info.getAlgParameters().toString();
        var secret = SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(passphrase));
        Cipher cipher = Cipher.getInstance(name);
        cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
        show("key", info.getKeySpec(cipher).getEncoded());
    }

    static void show(String word, byte[] der) {
        System.out.println(word + " " + Base64.getEncoder().encodeToString(der));
    }
}
