import { useEffect, useRef, useState } from 'react';
import { AuditReplayDocument, type AuditLineFragment } from '../api/generated.js';
import { useConnection } from '../api/connection.js';

interface Replayed {
  /** The newest first. */
  readonly lines: readonly AuditLineFragment[];
  /** So many have come. */
  readonly total: number;
}

export interface Replay extends Replayed {
  readonly playing: boolean;
  readonly problem: string | undefined;
  /** Plays from the beginning; without a speed, as fast as the record is read. */
  readonly play: (speed: number | null) => void;
  readonly stop: () => void;
}

/** Lines come faster than a page can be drawn: they are shown so often. */
const SHOW_EVERY_MS = 100;

/** Plays a tenant's record; at most `shown` of the newest lines are kept. */
export function useReplay(tenantId: string, shown: number): Replay {
  const { live } = useConnection();
  const [replayed, setReplayed] = useState<Replayed>({ lines: [], total: 0 });
  const [playing, setPlaying] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  const play = (speed: number | null): void => {
    const waiting: AuditLineFragment[] = [];
    const showWaiting = (): void => {
      const arrived = waiting.splice(0).reverse();
      if (arrived.length === 0) return;
      setReplayed(({ lines, total }) => ({
        lines: [...arrived, ...lines].slice(0, shown),
        total: total + arrived.length,
      }));
    };
    const timer = setInterval(showWaiting, SHOW_EVERY_MS);
    const end = (why?: string): void => {
      clearInterval(timer);
      showWaiting();
      setPlaying(false);
      setProblem(why);
    };
    setReplayed({ lines: [], total: 0 });
    setProblem(undefined);
    setPlaying(true);
    const unfollow = live.follow(
      AuditReplayDocument,
      { tenantId, speed },
      { next: ({ auditReplay }) => waiting.push(auditReplay), ended: end },
    );
    stop.current = () => {
      unfollow();
      end();
    };
  };
  return { ...replayed, playing, problem, play, stop: () => stop.current?.() };
}
