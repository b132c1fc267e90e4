# Copyright the Vitral contributors
# SPDX-License-Identifier: Apache-2.0

# Tests of launcher/find-jdk; see run.

find_jdk_script=$project/launcher/find-jdk
places=$box/root/usr/lib/jvm

it_takes_java_home_when_that_fits() {
    jdk 25.0.1 "$box/mine"
    jdk 25.0.1 "$places/other"
    JAVA_HOME=$box/mine try "$find_jdk_script" jdk
    out_is "$box/mine"
    err_is_empty
}

it_takes_a_later_jdk_when_java_home_names_it() {
    jdk 27-ea "$box/mine"
    jdk 25.0.1 "$places/other"
    JAVA_HOME=$box/mine/ try "$find_jdk_script" jdk
    out_is "$box/mine"
}

it_starts_no_process_when_java_home_fits() {
    jdk 25.0.1 "$box/mine"
    printf '#!/bin/sh\ntouch "%s/started"\n' "$box" >"$box/mine/bin/java"
    PATH=/nonexistent JAVA_HOME=$box/mine try "$find_jdk_script" jdk
    out_is "$box/mine"
    [ ! -e "$box/started" ] || die "java was started"
}

it_passes_an_old_java_home_in_silence() {
    jdk 17.0.15 "$box/old"
    jdk 25.0.1 "$places/temurin-25"
    JAVA_HOME=$box/old try "$find_jdk_script" jdk
    out_is "$places/temurin-25"
    err_is_empty
}

it_passes_a_java_home_that_leads_nowhere_in_silence() {
    jdk 25 "$places/temurin-25"
    JAVA_HOME='/no such * place' try "$find_jdk_script" jdk
    out_is "$places/temurin-25"
    err_is_empty
}

it_follows_the_links_of_java_on_the_path() {
    jdk 25.0.1 "$box/my jdk"
    mkdir "$box/alternatives"
    ln -s "$box/my jdk/bin/java" "$box/alternatives/java"
    ln -s ../alternatives/java "$tools/java"
    try "$find_jdk_script" jdk
    out_is "$box/my jdk"
}

it_passes_an_old_java_on_the_path() {
    jdk 17.0.15 "$box/old"
    ln -s "$box/old/bin/java" "$tools/java"
    jdk 25.0.1 "$places/temurin-25"
    try "$find_jdk_script" jdk
    out_is "$places/temurin-25"
    err_is_empty
}

it_looks_at_every_java_on_the_path() {
    jdk 17.0.15 "$box/old"
    jdk 25.0.1 "$box/new"
    PATH=$box/old/bin:$PATH:$box/new/bin try "$find_jdk_script" jdk
    out_is "$box/new"
}

it_never_starts_a_shim_on_the_path() {
    printf '#!/bin/sh\ntouch "%s/started"\n' "$box" >"$tools/java"
    chmod +x "$tools/java"
    jdk 25.0.1 "$box/home/.asdf/installs/java/temurin-25.0.1"
    try "$find_jdk_script" jdk
    out_is "$box/home/.asdf/installs/java/temurin-25.0.1"
    [ ! -e "$box/started" ] || die "the shim was started"
}

it_prefers_25_to_later_ones() {
    jdk 26 "$places/a"
    jdk 25.0.1 "$box/root/opt/jdk25"
    jdk 27 "$box/home/.jdks/z"
    try "$find_jdk_script" jdk
    out_is "$box/root/opt/jdk25"
}

it_prefers_the_lowest_where_there_is_no_25() {
    jdk 28 "$places/a"
    jdk 26.0.2 "$places/b"
    jdk 27 "$places/c"
    try "$find_jdk_script" jdk
    out_is "$places/b"
}

it_wants_javac_for_a_jdk_and_not_for_a_java() {
    jdk 25.0.1 "$places/a-runtime"
    rm "$places/a-runtime/bin/javac"
    jdk 26 "$places/jdk-26"
    try "$find_jdk_script" jdk
    out_is "$places/jdk-26"
    try "$find_jdk_script" java
    out_is "$places/a-runtime"
}

it_looks_into_the_bundles_of_macos() {
    bundle=$box/root/Library/Java/JavaVirtualMachines/temurin-25.jdk
    jdk 25.0.1 "$bundle/Contents/Home"
    try "$find_jdk_script" jdk
    out_is "$bundle/Contents/Home"
    JAVA_HOME=$bundle try "$find_jdk_script" jdk
    out_is "$bundle/Contents/Home"
}

it_asks_macos_last() {
    jdk 25.0.1 "$box/far away"
    mkdir -p "$box/root/usr/libexec"
    printf '#!/bin/sh\necho "%s"\n' "$box/far away" >"$box/root/usr/libexec/java_home"
    chmod +x "$box/root/usr/libexec/java_home"
    try "$find_jdk_script" jdk
    out_is "$box/far away"
}

it_asks_a_java_that_has_no_file_release() {
    jdk 25 "$places/bare"
    rm "$places/bare/release"
    printf '#!/bin/sh\necho "Picked up JAVA_TOOL_OPTIONS: -Dx=y"\necho "openjdk version \\"25.0.4\\" 2026-07-21" >&2\n' >"$places/bare/bin/java"
    try "$find_jdk_script" jdk
    code_is 1
    mkdir "$places/bare/lib"
    touch "$places/bare/lib/modules"
    try "$find_jdk_script" jdk
    out_is "$places/bare"
}

it_reads_a_release_with_windows_line_ends_and_no_last_one() {
    jdk 25 "$places/a"
    printf 'A="1"\r\nJAVA_VERSION="25.0.1"' >"$places/a/release"
    try "$find_jdk_script" jdk
    out_is "$places/a"
}

it_says_what_it_found_when_nothing_fits() {
    jdk 1.8.0_292 "$places/java-8"
    ln -s java-8 "$places/default-java"
    jdk 17.0.15 "$places/java-17"
    jdk 25.0.1 "$places/runtime"
    rm "$places/runtime/bin/javac"
    JAVA_HOME=/nonsense try "$find_jdk_script" jdk
    code_is 1
    out_is ""
    err_has "find-jdk: no JDK 25 or later was found."
    err_has "JAVA_HOME (/nonsense)"
    err_has "1.8.0_292 in $places/java-8"
    err_has "17.0.15 in $places/java-17"
    err_has "25.0.1 in $places/runtime, without javac"
    err_has "https://adoptium.net"
    is "$(grep -c 'Found:' "$box/err")" 3
}

it_sets_java_home_for_who_sources_it() {
    jdk 25.0.1 "$places/temurin-25"
    printf 'set -eu\n. "%s"\nfind_jdk jdk || exit 1\nprintenv JAVA_HOME\n' "$find_jdk_script" >"$box/caller"
    ln -s "$(PATH=/usr/bin:/bin command -v printenv)" "$tools/printenv"
    try "$box/caller"
    out_is "$places/temurin-25"
    err_is_empty
}

it_refuses_what_it_does_not_know() {
    try "$find_jdk_script" jre
    code_is 2
    err_has '"java" nor "jdk"'
}
