/** The shells that completion is written for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

/**
 * What a shell loads to complete the words of `known-good`. The program itself says what can stand there, so that a
 * script stays true when commands are added.
 */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# known-good completion for bash. Load it: source <(known-good completion bash)
_known_good() {
  mapfile -t COMPREPLY < <("\${COMP_WORDS[0]}" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _known_good known-good
`,
  zsh: `#compdef known-good
# known-good completion for zsh. Load it: source <(known-good completion zsh)
_known_good() {
  local -a candidates
  candidates=("\${(@f)$("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a candidates
}
if [ "$funcstack[1]" = "_known_good" ]; then _known_good; else compdef _known_good known-good; fi
`,
  fish: `# known-good completion for fish. Load it: known-good completion fish | source
function __known_good
    set -l words (commandline -opc) (commandline -ct)
    known-good complete -- $words[2..-1] 2>/dev/null
end
complete -c known-good -f -a '(__known_good)'
`,
};
