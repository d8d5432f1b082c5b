import { useEffect, useState, type ReactNode } from 'react';
import { ago, moment } from '../format/moments.js';

/** A moment, as a date and time; a dash where there is none. */
export function When({ at }: { at: string | null | undefined }): ReactNode {
  return at ? <time dateTime={at}>{moment(at)}</time> : <span>–</span>;
}

/** A moment by how long ago it was, kept up to date. */
export function Ago({ at }: { at: string }): ReactNode {
  const now = useNow(10_000);
  return (
    <time dateTime={at} title={moment(at)}>
      {ago(at, now)}
    </time>
  );
}

/** The time now in milliseconds since 1970, told anew every so many milliseconds. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
