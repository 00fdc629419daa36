import java.io.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.util.*;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cert.*;
import org.bouncycastle.cms.*;
import org.bouncycastle.cms.jcajce.*;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.CollectionStore;

/** An EnvelopedData with certificates of the originator, by Bouncy Castle: BouncyOriginators.java RECIPIENT CERTIFICATE... OUT. */
public class BouncyOriginators {
    public static void main(String[] a) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        var factory = CertificateFactory.getInstance("X.509");
        var recipient = (X509Certificate) factory.generateCertificate(new FileInputStream(a[0]));
        var originators = new ArrayList<X509CertificateHolder>();
        for (int i = 1; i < a.length - 1; i++) {
            originators.add(new X509CertificateHolder(factory.generateCertificate(new FileInputStream(a[i])).getEncoded()));
        }
        var generator = new CMSEnvelopedDataGenerator();
        generator.setOriginatorInfo(new OriginatorInfoGenerator(new CollectionStore<>(originators)).generate());
        generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(recipient).setProvider("BC"));
        var made = generator.generate(new CMSProcessableByteArray("the signed content\n".getBytes()),
            new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).setProvider("BC").build());
        Files.write(Path.of(a[a.length - 1]), made.getEncoded());
        var again = new CMSEnvelopedData(made.getEncoded()).getOriginatorInfo().getCertificates().getMatches(null);
        if (!again.containsAll(originators)) throw new IllegalStateException("other certificates");
    }
}
