"""Subject, issuer and end of every certificate of files, read by Python's cryptography.

facts.py FILE          prints them
facts.py FILE ROUNDS   prints the median of the time for one certificate, in nanoseconds
facts.py               takes a line of JSON with files and rounds, prints how many certificates each file
                       has, takes a line with the positions of some, and prints the median of the time for
                       reading those, in nanoseconds
"""

import json
import sys
import time
import warnings

from cryptography import x509

# Of serial numbers that are not positive.
warnings.simplefilter("ignore")


def read(content):
    if b"-----BEGIN " in content:
        certificates = x509.load_pem_x509_certificates(content)
    else:
        certificates = [x509.load_der_x509_certificate(content)]
    return [
        (one.subject.rfc4514_string(), one.issuer.rfc4514_string(), one.not_valid_after_utc)
        for one in certificates
    ]


def count(content):
    try:
        return len(read(content))
    except Exception:
        return -1


def median(contents, rounds):
    times = []
    for _ in range(rounds):
        for content in contents:
            read(content)
        start = time.thread_time_ns()
        for content in contents:
            read(content)
        times.append(time.thread_time_ns() - start)
    return sorted(times)[rounds // 2]


def content(path):
    with open(path, "rb") as file:
        return file.read()


if len(sys.argv) == 2:
    for facts in read(content(sys.argv[1])):
        print(*facts)
elif len(sys.argv) == 3:
    text = content(sys.argv[1])
    print(median([text], int(sys.argv[2])) // count(text))
else:
    wanted = json.loads(sys.stdin.readline())
    contents = [content(path) for path in wanted["files"]]
    print(json.dumps([count(one) for one in contents]), flush=True)
    chosen = json.loads(sys.stdin.readline())
    print(median([contents[at] for at in chosen], wanted["rounds"]))
