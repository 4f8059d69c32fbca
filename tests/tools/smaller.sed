# Takes documents away from the sample's pactpress.yaml, for tests that build it many times and are slow under the
# sanitizers: 15 files instead of 33, of every layout one at least.
#
#     [ -z "${SANITIZED:-}" ] || sed -i -f "$SOURCE/tests/tools/smaller.sed" "$project/pactpress.yaml"
/layout: bulletin, scope: city, langs/s/scope: city,/scope: city, cities: [riga, lublin, cartagena],/
s/cities: \[riga, ravenna, linkoping\]/cities: [riga]/
/layout: bulletin, scope: project/s/langs: \[en, it, sv, lv\]/langs: [en, lv]/
/layout: newsletter/s/langs: \[en, it, sv\]/langs: [en]/
