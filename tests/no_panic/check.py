#!/usr/bin/env python3
"""Shows in the machine code of a release build that some readers cannot panic.

Usage: check.py BINARY      with its symbols; see .ci/run

Follows every direct call and jump from the functions in ROOTS through whatever they reach. Fails
if one of them reaches a panic, and if a root is not there any more. What runs out of memory aborts
and is no panic. The one function that is called by its pointer is memchr's, which chooses by the
processor at run time.
"""
import re
import subprocess
import sys
from collections import deque

# The TLV cursor, the index of BER, the certificate scan and who calls it, the PEM splitter. What is
# inlined is part of its callers.
ROOTS = [
    "anycert::asn1::tlv::Reader::long_header",
    "anycert::asn1::tlv::Reader::expect",
    "anycert::asn1::tlv::Reader::optional",
    "anycert::asn1::ber::Index::of",
    "anycert::x509::scan::read::scan_again",
    "anycert::x509::buffer::CertificateBuffer::push",
    "anycert::x509::Certificate::from_der",
    "anycert::text::boundary::next_boundary",
    "anycert::text::sections::Sections::next",
]
PANIC = re.compile(r"panick|unwrap_failed|expect_failed|_fail\b|begin_panic|slice_index|rust_panic")
UNKNOWN = "a function by its pointer"
# The last is asked for the size of a copy of a slice, which fails only where no slice can be so long.
OUT_OF_MEMORY = re.compile(
    r"handle_alloc_error|capacity_overflow|raw_vec::handle_error|arcinner_layout_for_value_layout")


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def calls(binary):
    """Function name to the names that it calls or jumps to."""
    listing = output("objdump", "--disassemble", "--demangle", "--no-show-raw-insn", binary)
    heads = dict(re.findall(r"^0*([0-9a-f]+) <(.*)>:$", listing, re.MULTILINE))
    slots = {}
    for slot, kind, value in re.findall(
            r"^0*([0-9a-f]+)\s+[0-9a-f]+ R_X86_64_(\w+)\s+(.*)$", output("readelf", "-rW", binary), re.MULTILINE):
        name = heads.get(value) if kind == "RELATIVE" else value.split()[-1]
        slots[slot] = plain(name or "data")
    graph, name = {}, None
    for line in listing.splitlines():
        if head := re.fullmatch(r"[0-9a-f]+ <(.*)>:", line):
            name = plain(head[1])
            graph.setdefault(name, set())
        elif target := re.search(r"\t(?:addr32 )?(?:call|j\w+)\s+[0-9a-f]+ <(.*?)(?:\+0x[0-9a-f]+)?>$", line):
            graph[name].add(plain(target[1]))
        elif slot := re.search(r"\t(?:call|jmp)\s+\*0x[0-9a-f]+\(%rip\)\s+# ([0-9a-f]+) ", line):
            graph[name].add(slots.get(slot[1], "unknown"))
        elif re.search(r"\tcall\s+\*", line):
            graph[name].add(UNKNOWN)
    return graph


def plain(symbol):
    """Without hash, and `<a::B>::c` and `a::B<C>::c` as `a::B::c`."""
    symbol = re.sub(r"::h[0-9a-f]{16}$", "", symbol).replace("@plt", "")
    symbol = re.sub(r"^<([\w:]+)(?:<[^>]*>)?>::", r"\1::", symbol)
    return re.sub(r"^([\w:]+)<\w+>::", r"\1::", symbol)


def way_to_panic(graph, root):
    """The calls from the root to a panic, if there are any, and the functions that it reaches."""
    before, queue = {root: None}, deque([root])
    while queue:
        name = queue.popleft()
        if OUT_OF_MEMORY.search(name):
            continue
        if PANIC.search(name):
            way = []
            while name:
                way.append(name)
                name = before[name]
            return way[::-1], before
        for callee in sorted(graph.get(name, ())):
            if callee not in before:
                before[callee] = name
                queue.append(callee)
    return None, before


def main(binary):
    graph, failed, inlined = calls(binary), False, []
    for root in ROOTS:
        if root not in graph:
            print(f"{root}: inlined")
            inlined.append(root)
            continue
        way, reached = way_to_panic(graph, root)
        failed |= way is not None
        print(f"{root}: {len(reached)} functions, {'no panic' if way is None else ' -> '.join(way)}"
              f"{', beside ' + UNKNOWN if UNKNOWN in reached else ''}")
    if failed:
        sys.exit("a panic can be reached")
    if len(inlined) > len(ROOTS) // 2:
        sys.exit("too few of the functions are to be seen: name those that they became a part of")


if __name__ == "__main__":
    main(sys.argv[1])
