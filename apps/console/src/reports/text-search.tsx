import { useEffect, useState, type ReactNode } from 'react';
import { SearchBox } from '@fluentui/react-components';

const WAIT_FOR_TYPING_MS = 250;

/** A field that searches once the typing has paused. */
export function TextSearch({
  label,
  placeholder,
  text,
  search,
}: {
  label: string;
  placeholder: string;
  text: string;
  search: (text: string) => void;
}): ReactNode {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => search(typed), WAIT_FOR_TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, text, search]);
  return (
    <SearchBox
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      onChange={(_event, { value }) => setTyped(value)}
    />
  );
}
