import java.io.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.util.*;

/** What Bouncy Castle writes: java -cp bcprov.jar BouncyMaker.java KIND ARGUMENTS... OUT. */
public class BouncyMaker {
    public static void main(String[] a) throws Exception {
        Security.addProvider((Provider) Class.forName("org.bouncycastle.jce.provider.BouncyCastleProvider").getDeclaredConstructor().newInstance());
        Path out = Path.of(a[a.length - 1]);
        switch (a[0]) {
            case "ed25519-v2" -> Files.write(out, KeyPairGenerator.getInstance("Ed25519", "BC").generateKeyPair().getPrivate().getEncoded());
            case "store" -> { // store TYPE P12 PASSWORD
                KeyStore from = KeyStore.getInstance("PKCS12", "SunJSSE");
                try (InputStream in = Files.newInputStream(Path.of(a[2]))) { from.load(in, a[3].toCharArray()); }
                KeyStore to = KeyStore.getInstance(a[1], "BC");
                to.load(null, null);
                for (String alias : Collections.list(from.aliases())) {
                    if (from.isKeyEntry(alias)) to.setKeyEntry(alias, from.getKey(alias, a[3].toCharArray()), a[3].toCharArray(), from.getCertificateChain(alias));
                    else to.setCertificateEntry(alias, from.getCertificate(alias));
                }
                try (OutputStream o = Files.newOutputStream(out)) { to.store(o, a[3].toCharArray()); }
            }
            default -> throw new IllegalArgumentException(a[0]);
        }
    }
}
