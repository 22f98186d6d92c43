# Completion of the cordon command for bash: `source tools/completions/cordon.bash`, or copy it to
# /usr/share/bash-completion/completions/cordon. The commands and options are those of `cordon --help`
# (docs/reference/commands.md); the test `docs` sees that none is missing.
_cordon() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command="" sub="" at
    for ((at = 1; at < COMP_CWORD; ++at)); do
        case ${COMP_WORDS[at]} in
            --home | --principal | --data-key) ((++at)) ;;
            -*) ;;
            *)
                if [ -z "$command" ]; then
                    command=${COMP_WORDS[at]}
                elif [[ " lists key threshold audit hold token pay policy apikey backup territory keys record trade " == *" $command "* ]] && [ -z "$sub" ]; then
                    sub=${COMP_WORDS[at]}
                fi
                ;;
        esac
    done
    local all="--help --home --principal --data-key --quiet" answer="--as-of --lists --no-supplement --format" options
    local facts="--type --kind --dob --country --nationality --gender --birth-place --id"
    case $before in
        --format) mapfile -t COMPREPLY < <(compgen -W "table json csv" -- "$word"); return ;;
        --kind) mapfile -t COMPREPLY < <(compgen -W "person entity vessel aircraft" -- "$word"); return ;;
        --list | --lists)
            mapfile -t COMPREPLY < <(compgen -W "un ofac-sdn ofac-cons eu uk ch ca ftm table" -- "$word")
            return
            ;;
        --home) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    esac
    case "$command $sub" in
        " ") options="lists search screen explain key verify threshold assess audit hold token pay
            policy replay serve apikey backup restore territory keys record trade --version" ;;
        "lists ") options="import update show diff verify links" ;;
        "lists import") options="--list --published --history --accept --format" ;;
        "lists update") options="--write-config --format" ;;
        "lists show") options="--as-of --format" ;;
        "lists diff" | "lists links") options="--format" ;;
        "search ") options="--top --min-score --certificate $facts $answer" ;;
        "screen ")
            options="--columns --top --min-score --certificate --sample-below --sample-out --below-band --seed $answer"
            ;;
        "explain ") options="$facts $answer" ;;
        "territory ") options="at place map import gazetteer show diff dispute" ;;
        "territory import") options="--from --table --country --source --days --published --accept --format" ;;
        "territory gazetteer") options="import --table --country --source --published --accept --format" ;;
        "territory show") options="--as-of --format" ;;
        "territory diff") options="--format" ;;
        "territory dispute") options="--source --statement --by" ;;
        "trade ") options="check" ;;
        "trade check") options="--tenant --channel --policy --map --oil-prices --dry-run --no-supplement --format" ;;
        "territory at" | "territory place") options="--holder --as-of --country --governorate --format" ;;
        "territory map") options="--holder --as-of" ;;
        "key ") options="show rotate" ;;
        "key show" | "key rotate") options="--format" ;;
        "threshold ") options="show set" ;;
        "threshold show") options="--format" ;;
        "threshold set") options="--reason --report" ;;
        "assess ")
            options="--sample --seed --ordinary --ordinary-columns --ordinary-count --report --queries-out --results
                --system --threshold --lists --no-supplement --format"
            ;;
        "verify ") options="--key --format" ;;
        "audit ") options="verify show prove checkpoint cosign attach" ;;
        "audit verify") options="--proof --checkpoint --witness --require --cosigned --key --format" ;;
        "audit prove") options="--consistency --to" ;;
        "audit checkpoint") options="--format" ;;
        "audit cosign") options="--key --log-key --last --proof --out" ;;
        "audit attach") options="--witness" ;;
        "audit show") options="--from --count --format" ;;
        "hold ") options="list show release reject" ;;
        "hold list") options="--all --count --format" ;;
        "hold show") options="--format" ;;
        "hold release") options="--reason --token" ;;
        "hold reject") options="--reason" ;;
        "pay ") options="check" ;;
        "pay check") options="--tenant --channel --scheme --ground --policy --xsd --coverage --dry-run
                --no-supplement --format" ;;
        "policy ") options="show check try activate" ;;
        "policy show") options="--file --shipped --history --format" ;;
        "policy try") options="--from --format" ;;
        "policy activate") options="--reason" ;;
        "serve ") options="--listen --tls-cert --tls-key --oidc --workers --io-threads --waiting --connections
                --connections-per-address --body-mib --yente --yente-url --rate-per-key --rate-per-address --stop-seconds
                --log-failures-only --i-accept-an-open-service-without-tls-or-keys" ;;
        "apikey ") options="create list disable" ;;
        "apikey create") options="--for --roles --tenant --expires" ;;
        "apikey list") options="--format" ;;
        "backup ") options="verify --with-keys --format" ;;
        "backup verify") options="--key --format" ;;
        "keys ") options="new show rotate" ;;
        "keys show") options="--format" ;;
        "keys rotate") options="--signing --data --format" ;;
        "record ") options="erase" ;;
        "record erase") options="--before --tenant --message --reason --ground --format" ;;
        "restore ") options="--key --format" ;;
        "replay ") options="--all --from --format" ;;
        "token ") options="verify" ;;
        "token verify") options="--at --key --format" ;;
    esac
    if [[ $word == -* || -z $command || (-z $sub && " lists key threshold audit hold token pay policy apikey backup keys record " == *" $command "*) ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options $all" -- "$word")
    elif [ "$command $sub" = "lists import" ] || [[ " screen verify token pay " == *" $command "* ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -F _cordon cordon
