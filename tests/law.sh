#!/bin/sh
# The dependency law and the sizes: law.sh [FOLDER]
#
#   base <- model <- site, parsers, detectors, reports (never each other) <- run <- commands
#
# Includes point down only. Of the rooms of run, `input` and `publish` know no station. Besides: no file beyond its size, no function that cannot know
# its room, no memory but through analyzer/base/mem.h. What reports say to
# people stands in their words (*_words.c, *_words.inc) and nowhere else. Tells file:line and exits with 1.
set -eu
cd "${1:-$(dirname "$0")/..}"
find . -name build -prune -o \( -name '*.c' -o -name '*.h' \) -print | LC_ALL=C sort |
	xargs awk '
function wrong(line, text)
{
	print file ":" line ": " text
	n_wrong++
}
function part_of(path)
{
	if (path ~ /^analyzer\//)
		path = substr(path, 10)
	sub(/\/.*/, "", path)
	return path
}
function room_of(path)
{
	return match(path, /^analyzer\/run\/[a-z]+\//) ? substr(path, 14, RLENGTH - 14) : "run"
}
function check_room(target)
{
	room = room_of(file)
	if (room in rooms && to == "run" && index(" " rooms[room] " ", " " room_of(target) " ") == 0)
		wrong(FNR, room " must not include " target)
}
function is_allowed(from, to)
{
	return index(" " may[from] " ", " " to " ") > 0
}
function check_include(target)
{
	to = part_of(target)
	if (from in may && to in may && !is_allowed(from, to))
		wrong(FNR, from " must not include " target)
	check_room(target)
}
function end_of_file()
{
	if (file != "" && lines > most)
		wrong(lines, "has " lines " lines, at most " most " are allowed")
}
BEGIN {
	may["base"] = "base"
	may["model"] = "base model"
	may["site"] = "base model site"
	may["parsers"] = "base model parsers"
	may["detectors"] = "base model detectors"
	may["reports"] = "base model reports"
	may["run"] = "base model site parsers detectors reports run"
	may["commands"] = may["run"] " commands"
	rooms["input"] = "input"
	rooms["publish"] = "publish state"
	unbounded = "(strcpy|strcat|stpcpy|sprintf|vsprintf|gets|atoi|atol|atof|strtok)"
	memory = "(malloc|calloc|realloc|reallocarray|free|strdup|strndup|alloca)"
}
FNR == 1 {
	end_of_file()
	file = FILENAME
	sub(/^\.\//, "", file)
	from = part_of(file)
	most = file ~ /\.h$/ && from in may ? 120 : 400 # a header is a contract; in tests it may be code
	in_comment = 0
}
{
	lines = FNR
	text = $0
	if (in_comment) {
		if (!match(text, /\*\//))
			next
		text = substr(text, RSTART + 2)
		in_comment = 0
	}
	if (match(text, /^[ \t]*#[ \t]*include[ \t]*"[^"]*"/)) {
		split(text, piece, "\"")
		check_include(piece[2])
		next
	}
	gsub(/\\./, "", text)
	gsub(/"[^"]*"/, "", text)
	gsub(/\/\*[^*]*\*+([^*\/][^*]*\*+)*\//, "", text)
	sub(/\/\/.*/, "", text)
	if (match(text, /\/\*/)) {
		in_comment = 1
		text = substr(text, 1, RSTART - 1)
	}
	if (match(text, "(^|[^A-Za-z0-9_>.])" unbounded "[ \t]*\\("))
		wrong(FNR, "a function that does not know its room: " substr(text, RSTART, RLENGTH - 1))
	if (from in may && file != "analyzer/base/mem.c" &&
	    match(text, "(^|[^A-Za-z0-9_>.])" memory "[ \t]*\\("))
		wrong(FNR, "memory comes from analyzer/base/mem.h: " substr(text, RSTART, RLENGTH - 1))
}
END {
	end_of_file()
	exit n_wrong > 0
}' || exit 1

# So do words of its scripts: they find them in the page.
[ ! -d reports ] || find reports -name '*.js' -print | LC_ALL=C sort | xargs awk '
function is_said(text)
{
	return text != "use strict" && text !~ /^[#.]/ &&
		(text ~ /^ *[A-Z][a-z]/ || text ~ /[A-Za-z][.,:;]? +[A-Za-z]/ || text ~ /^ +[a-z]/)
}
{
	gsub(/\/\*[^*]*\*\//, "")
	for (all = $0; match(all, /\047[^\047]*\047/); all = substr(all, RSTART + RLENGTH)) {
		text = substr(all, RSTART + 1, RLENGTH - 2)
		if (!is_said(text))
			continue
		print FILENAME ":" FNR ": a sentence that is not among the words: " text
		n_wrong++
	}
}
END {
	exit n_wrong > 0
}' || exit 1

# A sentence is two words beside each other that are in no tag, no member of JSON and no format. Errors
# and what a format is (.what, for --help) stand where they arise.
[ ! -d reports ] || find reports -name '*.c' ! -name '*_words.c' -print | LC_ALL=C sort | xargs awk '
function is_sentence(text)
{
	if (text ~ /\001:/)
		return 0
	sub(/^\001[^<>]*(>|$)/, "", text)
	gsub(/<[^>]*(>|$)/, "", text)
	sub(/^[^<]*>/, "", text)
	gsub(/\\[nt]|\\u[0-9A-F][0-9A-F][0-9A-F][0-9A-F]/, " ", text)
	gsub(/%[.*0-9]*[a-z]+/, "", text)
	return text ~ /[A-Za-z][A-Za-z]+[,.:;]? +[(A-Za-z]/
}
function check(all)
{
	gsub(/\/\*[^*]*\*+([^*\/][^*]*\*+)*\//, "", all)
	gsub(/(#include[^\n]*|\.what = *\n? *"[^"]*"|err_set\([^;]*)/, "", all)
	gsub(/\047(\\.|[^\047\\])\047/, "", all)
	gsub(/\\\\/, "\002", all)
	gsub(/\\"/, "\001", all)
	gsub(/"[ \t\n]+"/, "", all)
	while (match(all, /"[^"]*"/)) {
		text = substr(all, RSTART + 1, RLENGTH - 2)
		all = substr(all, RSTART + RLENGTH)
		if (!is_sentence(text))
			continue
		print file ": a sentence that is not among the words: " text
		n_wrong++
	}
}
FNR == 1 {
	if (file != "")
		check(whole)
	file = FILENAME
	whole = ""
}
{
	whole = whole $0 "\n"
}
END {
	check(whole)
	exit n_wrong > 0
}' || exit 1
