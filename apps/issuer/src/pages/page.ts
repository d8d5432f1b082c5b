import { createHash } from 'node:crypto';

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: 3rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff; }
  label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
  input { margin: .25rem 0 1rem; padding: .5rem; border: 1px solid #5f6368; border-radius: 4px; }
  button { margin-top: .5rem; padding: .6rem; border: 2px solid #0b4f9e; border-radius: 4px; color: #fff; background: #0b4f9e; cursor: pointer; }
  button.quiet { color: #0b4f9e; background: #fff; }
  :focus-visible { outline: 3px solid #c26401; outline-offset: 2px; }
  [role=alert] { padding: .5rem .75rem; border-left: 4px solid #a4262c; color: #7d1a20; background: #fdf3f4; }
  code { font-size: 1.5rem; }
`;

/**
 * Sent with every page: no script, nothing from elsewhere, no frame around it. Forms may lead on to a client on
 * this machine, because browsers hold the redirection after a sign-in to the same rule.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "form-action 'self' http://localhost:* http://127.0.0.1:*",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** A whole page; `title` is text, `body` is HTML whose texts went through {@link escaped}. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – Known Good</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text that is safe between tags and in quoted attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
