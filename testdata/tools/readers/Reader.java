import java.io.*;
import java.nio.file.*;
import java.security.cert.*;
import java.util.*;

/**
 * What Java reads in each file that is named on standard input. With the argument "one", generateCertificate until the
 * end of the stream or an error, else generateCertificates, as keytool does. Printed as by openssl.c; Java reads no
 * private key in PEM.
 */
public class Reader {
  public static void main(String[] arguments) throws Exception {
    boolean oneByOne = arguments.length > 0 && arguments[0].equals("one");
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String path = lines.readLine(); path != null; path = lines.readLine()) {
      byte[] text = Files.readAllBytes(Path.of(path));
      System.out.println(path + "\t" + (oneByOne ? oneByOne(text) : all(text)) + "\t");
    }
  }

  static String all(byte[] text) throws Exception {
    try {
      List<String> found = new ArrayList<>();
      for (Certificate it : CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text)))
        found.add(HexFormat.of().formatHex(it.getEncoded()));
      return String.join(",", found);
    } catch (CertificateException e) {
      return "";
    }
  }

  static String oneByOne(byte[] text) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    InputStream stream = new ByteArrayInputStream(text);
    List<String> found = new ArrayList<>();
    try {
      while (stream.available() > 0)
        found.add(HexFormat.of().formatHex(factory.generateCertificate(stream).getEncoded()));
      return String.join(",", found);
    } catch (CertificateException e) {
      // What stands behind the last block is no certificate either.
      return String.join(",", found);
    }
  }
}
