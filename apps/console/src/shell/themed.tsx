import { useState, type ReactNode } from 'react';
import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { useTheme } from './theme.js';

/** The nonce that the server put into the page: without it the policy lets no style element in. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.nonce ?? '';
}

/** Gives everything below the component library's looks, light or dark. */
export function Themed({ children }: { children: ReactNode }): ReactNode {
  const [renderer] = useState(() =>
    createDOMRenderer(document, { styleElementAttributes: { nonce: styleNonce() } }),
  );
  const { theme } = useTheme();
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={theme} className="themed">
        {children}
      </FluentProvider>
    </RendererProvider>
  );
}
