import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** What kind of answer a path is for: paths themselves may hold ids. */
export type Door = 'graphql' | 'graph' | 'console' | 'health';

/**
 * What a process tells of itself, for Prometheus. Labels are words of the product: never ids, names or values.
 * https://prometheus.io/docs/practices/naming/
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly events: Counter<'type'>;
  private readonly conflicts: Counter;
  private readonly requests: Histogram<'door' | 'status'>;

  constructor(role: string) {
    const registers = [this.registry];
    this.registry.setDefaultLabels({ role });
    collectDefaultMetrics({ register: this.registry });
    this.events = new Counter({
      ...{ name: 'known_good_events_written_total', registers, labelNames: ['type'] },
      help: 'Events that this process has written to the log, by type.',
    });
    this.conflicts = new Counter({
      ...{ name: 'known_good_append_conflicts_total', registers },
      help: 'Appends that another writer was faster than: the loser looks again.',
    });
    this.requests = new Histogram({
      ...{ name: 'known_good_http_request_seconds', registers, labelNames: ['door', 'status'] },
      help: 'Requests answered, by what was asked and the class of the status, and how long they took.',
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    });
  }

  /** The media type of {@link text}. */
  get contentType(): string {
    return this.registry.contentType;
  }

  written(types: readonly string[]): void {
    for (const type of types) this.events.inc({ type });
  }

  conflicted(): void {
    this.conflicts.inc();
  }

  answered(door: Door, status: number, seconds: number): void {
    this.requests.observe({ door, status: `${Math.floor(status / 100)}xx` }, seconds);
  }

  /** All figures in Prometheus' text format. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}
