import { readFileSync } from 'node:fs';
import ts from 'typescript';

const SOURCE = 'apps/server/src/settings/settings.ts';

const INTRODUCTION = `# Each variable

Made from the server's own settings (\`${SOURCE}\`) by \`npm run schema\`; a test keeps it current.
[Settings](../settings.md) explains how they play together, and the files that they name.`;

/** `docs/reference/settings.md`: what an operator can set by environment variables, in the code's own words. */
export function settingsReference(): string {
  const rows = settingsInCode().map(({ names, meaning }) => `| ${names} | ${meaning} |`);
  return `${[INTRODUCTION, ['| variable | meaning |', '| --- | --- |', ...rows].join('\n')].join('\n\n')}\n`;
}

/** The variables that the code reads, whether or not they are explained. */
export function variablesRead(): readonly string[] {
  const text = readFileSync(SOURCE, 'utf8');
  return [
    ...new Set([...text.matchAll(/\b(?:KNOWN_GOOD_[A-Z_]+|HOST|PORT)(?=')/g)].map(([name]) => name)),
  ].sort();
}

/** Each member of `Settings`: the variable at the beginning of its docstring, and the rest of it. */
function settingsInCode(): readonly { readonly names: string; readonly meaning: string }[] {
  const file = ts.createSourceFile(SOURCE, readFileSync(SOURCE, 'utf8'), ts.ScriptTarget.Latest, true);
  const settings = file.statements
    .filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text === 'Settings');
  return (settings?.members ?? []).map((member) => {
    const [doc] = ts.getJSDocCommentsAndTags(member);
    const text = (doc && ts.getTextOfJSDocComment(doc.comment))?.replaceAll(/\s+/g, ' ') ?? '';
    const [, names = '', meaning = ''] = /^(`[A-Z_]+`)(?:: | )?(.*)$/.exec(text) ?? [];
    return { names, meaning: meaning.replaceAll('|', '\\|') };
  });
}
