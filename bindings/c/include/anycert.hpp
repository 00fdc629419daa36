// anycert.h with RAII wrappers: no handle or text has to be freed. Header only, C++17.

#ifndef ANYCERT_HPP
#define ANYCERT_HPP

#include "anycert.h"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace anycert {

// Why an input was not read. `what` is the place and what is wrong there.
class Error : public std::runtime_error {
 public:
  explicit Error(const AnycertError *error)
      : std::runtime_error(anycert_error_message(error)),
        kind(anycert_error_kind(error)),
        help(anycert_error_help(error)),
        place(anycert_error_place(error)) {}

  AnycertKind kind;
  std::string help;
  std::string place;
};

// A text of the library, overwritten when it is released: a key in PEM is one.
class Text {
 public:
  explicit Text(char *text) : text_(text) {}
  explicit operator bool() const { return text_ != nullptr; }
  std::string_view view() const { return text_ ? text_.get() : std::string_view(); }

 private:
  struct Free {
    void operator()(char *text) const { anycert_text_free(text); }
  };
  std::unique_ptr<char, Free> text_;
};

inline AnycertOptions options() {
  AnycertOptions options{};
  options.size = sizeof options;
  return options;
}

// What one input contains. Throws Error if it cannot be read.
class Bundle {
 public:
  explicit Bundle(std::string_view input, const AnycertOptions &options = anycert::options()) {
    AnycertBundle *bundle = nullptr;
    AnycertError *error = nullptr;
    anycert_parse(reinterpret_cast<const uint8_t *>(input.data()), input.size(), &options, &bundle,
                  &error);
    bundle_.reset(bundle);
    std::unique_ptr<AnycertError, FreeError> owned(error);
    if (error) throw Error(error);
  }

  // For the functions of anycert.h.
  const AnycertBundle *get() const { return bundle_.get(); }

  std::optional<size_t> leaf() const { return position(anycert_bundle_leaf(get())); }
  std::optional<size_t> leaf_key() const { return position(anycert_bundle_leaf_key(get())); }
  size_t certificates() const { return anycert_bundle_certificate_count(get()); }
  size_t private_keys() const { return anycert_bundle_private_key_count(get()); }
  AnycertKeyMatch key_match() const { return anycert_bundle_key_match(get()); }

  Text subject(size_t at) const { return Text(anycert_certificate_subject(get(), at)); }
  Text issuer(size_t at) const { return Text(anycert_certificate_issuer(get(), at)); }
  // In seconds since 1970.
  std::optional<int64_t> not_after(size_t at) const {
    int64_t seconds;
    if (!anycert_certificate_not_after(get(), at, &seconds)) return std::nullopt;
    return seconds;
  }
  Text chain_pem() const { return Text(anycert_bundle_chain_pem(get())); }
  Text report_json() const { return Text(anycert_bundle_report_json(get())); }
  Text private_key_pem(size_t at) const { return Text(anycert_private_key_pkcs8_pem(get(), at)); }

 private:
  struct Free {
    void operator()(AnycertBundle *bundle) const { anycert_bundle_free(bundle); }
  };
  struct FreeError {
    void operator()(AnycertError *error) const { anycert_error_free(error); }
  };
  static std::optional<size_t> position(ptrdiff_t at) {
    if (at < 0) return std::nullopt;
    return static_cast<size_t>(at);
  }
  std::unique_ptr<AnycertBundle, Free> bundle_;
};

}  // namespace anycert

#endif
