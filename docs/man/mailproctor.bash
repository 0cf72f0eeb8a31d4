# bash completion for mailproctor(1)

# Words of the command's options, and what its arguments are: files if nothing else is said.
_mailproctor_options()
{
	local input="--site --until --jobs --quiet --help"
	case $1 in
	analyze) echo "$input --output --fail-on --state --no-state --as-of --redact --mail-ready" ;;
	count) echo "$input --json --top" ;;
	explain | show) echo "$input --state --no-state --as-of" ;;
	trace) echo "$input --message-id --queue-id --account --recipient --since --json" ;;
	bundle) echo "--output --check --help" ;;
	simulate) echo "$input --set --state --no-state --as-of" ;;
	state) echo "--to --account --decisions --before --site" ;;
	case) echo "--open --all --journal --account --verdict --action --by --second --reason --at --restricted" ;;
	esac
}

_mailproctor()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
	local actions="record notify contact throttle hold_mailing disable_sending disable_account"

	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W "analyze count explain show trace bundle check simulate policy state case --help --version" -- "$word"))
		return
	fi
	case $before in
	--fail-on | --action) COMPREPLY=($(compgen -W "$actions" -- "$word")) && return ;;
	--verdict) COMPREPLY=($(compgen -W "confirmed benign withdrawn" -- "$word")) && return ;;
	--state) COMPREPLY=($(compgen -W "default" -- "$word") $(compgen -f -- "$word")) && return ;;
	esac
	if [ "$COMP_CWORD" -eq 2 ]; then
		case $command in
		state) COMPREPLY=($(compgen -W "dump check generations back purge export name" -- "$word")) && return ;;
		case) COMPREPLY=($(compgen -W "list show decide check" -- "$word")) && return ;;
		esac
	fi
	if [ "${word:0:1}" = - ]; then
		COMPREPLY=($(compgen -W "$(_mailproctor_options "$command")" -- "$word"))
	else
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	fi
}
complete -F _mailproctor mailproctor
