// Prints what a server needs: the certificate with its chain in PEM, then its private key.
//
//   c++ -std=c++17 chain.cpp -I ../include -lanycert_c -o chain
//   ./chain FILE [PASSPHRASE]

#include <anycert.hpp>

#include <fstream>
#include <iostream>
#include <iterator>

int main(int count, char **words) {
  if (count < 2) {
    std::cerr << "chain FILE [PASSPHRASE]\n";
    return 2;
  }
  std::ifstream file(words[1], std::ios::binary);
  std::string input((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::string_view passphrase = count > 2 ? words[2] : "";

  AnycertOptions options = anycert::options();
  if (count > 2) {
    options.passphrase = reinterpret_cast<const uint8_t *>(passphrase.data());
    options.passphrase_len = passphrase.size();
  }
  try {
    anycert::Bundle bundle(input, options);
    std::cout << bundle.chain_pem().view();
    if (auto key = bundle.leaf_key()) std::cout << bundle.private_key_pem(*key).view();
  } catch (const anycert::Error &error) {
    std::cerr << error.what() << "\n" << error.help << "\n";
    return 1;
  }
}
