import { useEffect, useSyncExternalStore } from 'react';
import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';

/** What the user has chosen; `system` follows the operating system. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'known-good.theme';
const DARK = matchMedia('(prefers-color-scheme: dark)');
const CHANGED = 'known-good-theme';

/** The theme in force and the choice behind it. */
export function useTheme(): { readonly theme: Theme; readonly choice: ThemeChoice } {
  const choice = useSyncExternalStore(listen, chosenTheme);
  const systemIsDark = useSyncExternalStore(listen, () => DARK.matches);
  const isDark = choice === 'dark' || (choice === 'system' && systemIsDark);
  useEffect(() => {
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  }, [isDark]);
  return { theme: isDark ? webDarkTheme : webLightTheme, choice };
}

/** Keeps a choice in this browser. */
export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(KEY, choice);
  dispatchEvent(new Event(CHANGED));
}

function chosenTheme(): ThemeChoice {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

function listen(onChange: () => void): () => void {
  addEventListener(CHANGED, onChange);
  DARK.addEventListener('change', onChange);
  return () => {
    removeEventListener(CHANGED, onChange);
    DARK.removeEventListener('change', onChange);
  };
}
