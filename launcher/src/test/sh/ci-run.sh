# Copyright the Vitral contributors
# SPDX-License-Identifier: Apache-2.0

# Tests of .ci/run; see run. It is a script for bash only; mvnw is one of ours here that leaves reports.

work=$box/project
reports=$work/bundles/x/target/surefire-reports
mkdir -p "$work/.ci" "$reports" "$box/made"
cp "$project/.ci/run" "$work/.ci/run"
cat >"$work/mvnw" <<END
#!/bin/sh
echo "mvnw \$* CI=\$CI"
cp "$box"/made/*.xml "$reports" 2>/dev/null
exit \$(cat "$box/status")
END
chmod +x "$work/mvnw"
echo 0 >"$box/status"

# A report of surefire called $1: $2 tests, $3 failures, $4 errors, $5 skipped.
report() {
    printf '<?xml version="1.0"?>\n<testsuite xmlns:x="y" name="%s" time="1.5" tests="%s" errors="%s" skipped="%s" failures="%s">\n<testcase name="a"/></testsuite>\n' \
        "$1" "$2" "$4" "$5" "$3" >"$box/made/TEST-$1.xml"
}

ci() {
    code=0
    bash "$work/.ci/run" >"$box/out" 2>"$box/err" || code=$?
}

closing_line_is() {
    is "$(tail -n 1 "$box/out")" "$1"
    is "$(grep -c 'passed,' "$box/out")" 1
}

it_adds_up_the_reports() {
    report a 5 0 0 1
    report b 3 0 0 0
    ci
    code_is 0
    grep -q -x "mvnw -B verify CI=true" "$box/out" || die "mvnw was not called so"
    closing_line_is "7 passed, 0 failed, 1 skipped"
}

it_fails_when_a_test_failed_though_the_build_did_not() {
    report a 5 1 2 0
    ci
    code_is 1
    closing_line_is "2 passed, 3 failed, 0 skipped"
}

it_fails_when_the_build_failed_though_no_test_did() {
    report a 5 0 0 0
    echo 1 >"$box/status"
    ci
    code_is 1
    grep -q "The build failed with exit code 1" "$box/out" || die "no word on the build"
    closing_line_is "5 passed, 0 failed, 0 skipped"
}

it_fails_when_no_test_ran() {
    ci
    code_is 1
    closing_line_is "0 passed, 0 failed, 0 skipped"
    report a 2 0 0 2
    ci
    code_is 1
    closing_line_is "0 passed, 0 failed, 2 skipped"
}

it_counts_no_old_report() {
    report a 5 0 0 0
    cp "$box/made/TEST-a.xml" "$reports/TEST-old.xml"
    ci
    closing_line_is "5 passed, 0 failed, 0 skipped"
}

it_says_that_the_build_took_too_long() {
    report a 5 0 0 0
    rm -f "$tools/timeout"
    printf '#!/bin/sh\nexit 124\n' >"$tools/timeout"
    chmod +x "$tools/timeout"
    ci
    code_is 1
    grep -q "did not end within" "$box/out" || die "no word on the time"
}

it_reads_any_xml() {
    cat >"$box/made/TEST-odd.xml" <<'END'
<?xml version='1.0'?>
<!-- <testsuite tests="100"> -->
<testsuites tests="200">
<testsuite
    failures = '1'
    name='a > b tests="7"'
    skipped="2"
    tests='10'
    >
  <testsuite tests="4" failures="1"></testsuite>
  <testcase name="x"><system-out><![CDATA[<testsuite tests="1000">]]></system-out></testcase>
</testsuite>
<testsuite tests="1" errors="0" failures="0"/>
</testsuites>
END
    ci
    code_is 1
    closing_line_is "8 passed, 1 failed, 2 skipped"
}

it_installs_the_tools_that_read_our_files_where_they_are_missing() {
    report a 5 0 0 0
    printf '#!/bin/sh\nexit 1\n' >"$tools/dpkg"
    printf '#!/bin/sh\necho "$*" >>"%s/apt"\n' "$box" >"$tools/apt-get"
    chmod +x "$tools/dpkg" "$tools/apt-get"
    ci
    code_is 0
    grep -q "install .*python3-numpy" "$box/apt" || die "nothing was installed"
    closing_line_is "5 passed, 0 failed, 0 skipped"
    printf '#!/bin/sh\nexit 0\n' >"$tools/dpkg"
    : >"$box/apt"
    ci
    is "$(cat "$box/apt")" ""
}

it_tests_all_the_same_where_they_cannot_be_installed() {
    report a 5 0 0 0
    printf '#!/bin/sh\nexit 1\n' >"$tools/dpkg"
    printf '#!/bin/sh\necho "E: no network" >&2\nexit 100\n' >"$tools/apt-get"
    chmod +x "$tools/dpkg" "$tools/apt-get"
    ci
    code_is 0
    grep -q "cannot be installed: E: no network" "$box/out" || die "no word on the tools"
    closing_line_is "5 passed, 0 failed, 0 skipped"
}
