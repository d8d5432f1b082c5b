import { CommandEnd, EXIT } from '../exit-codes.js';

const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The origin of a server as users write it, with or without `/graphql`. Throws {@link CommandEnd} where it is no
 * address, or one to which a token would travel in the clear.
 */
export function serverAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new CommandEnd(EXIT.usage, 'Usage', '--server must be a URL such as https://known-good.example.');
  if (url.protocol === 'http:' && !isOnThisMachine(url))
    throw new CommandEnd(EXIT.usage, 'Usage', 'Tokens are sent over https only, except on this machine.');
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/graphql$/, '')}`;
}

/** Whether what is sent there stays on this machine. */
export function isOnThisMachine({ hostname }: URL): boolean {
  return THIS_MACHINE.includes(hostname);
}
