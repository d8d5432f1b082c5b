import { blocksOf, type DocPage } from './pages.js';

/** A call of `known-good` in a page, as its words. */
type Call = readonly string[];

const CALL = /(?:^|\$\(|<\()\s*(?:npx |npm run -s )?known-good (?:-- )?(.*)/;
/** What ends a call: a comment, a pipe, another command, the end of a substitution. */
const END = /\s#.*|\s[|;>].*|\s&&.*|\)(?=\s|$|;).*/;

/** The calls of the command line in a page's examples: fenced blocks for a shell, and lines set apart by four blanks. */
export function callsOf(page: DocPage): readonly Call[] {
  const fenced = blocksOf(page).filter(({ language }) => language === 'sh');
  const indented = page.text.split('\n').filter((line) => line.startsWith('    '));
  return [...fenced.flatMap(({ code }) => code.split('\n')), ...indented]
    .map((line) => CALL.exec(line.trim())?.[1])
    .flatMap((call) => (call === undefined ? [] : [wordsOf(call.replace(END, ''))]));
}

/** The words of a line as a shell parts them; a variable stands for what it holds. */
function wordsOf(line: string): Call {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}
