import type { Output } from './output.js';
import { progressLine, type Progress } from './progress-line.js';
import { cutTo } from './table.js';

const BAR_CELLS = 24;
const DEFAULT_COLUMNS = 80;

/**
 * Shows how far a job has come: a bar that moves on a terminal, a line for each message that says something new
 * elsewhere, a record for each with `--json`.
 */
export class ProgressDisplay {
  private last = '';

  constructor(private readonly output: Output) {}

  show(progress: Progress): void {
    this.output.record('progress', progress);
    if (this.output.json) return;
    const text = progressLine(progress);
    if (this.output.err.isTTY === true) this.draw(`${bar(progress)}${text}`);
    else if (text !== this.last) this.output.note(text);
    this.last = text;
  }

  /** Something without a number yet. */
  say(text: string): void {
    if (this.output.json) return;
    if (this.output.err.isTTY === true) this.draw(text);
    else if (text !== this.last) this.output.note(text);
    this.last = text;
  }

  /** Leaves what was shown last, and goes on below it. */
  end(): void {
    if (!this.output.json && this.output.err.isTTY === true && this.last !== '') this.output.err.write('\n');
    this.last = '';
  }

  private draw(text: string): void {
    const { err } = this.output;
    err.write(`\r\u001b[2K${cutTo(text, (err.columns || DEFAULT_COLUMNS) - 1)}`);
  }
}

/** As much of a bar as is done; none where that is not known. */
export function bar({ plannedSteps, settledSteps }: Pick<Progress, 'plannedSteps' | 'settledSteps'>): string {
  if (plannedSteps === null) return '';
  const ratio = plannedSteps === 0 ? 1 : Math.min(1, settledSteps / plannedSteps);
  const done = Math.floor(ratio * BAR_CELLS);
  const percent = `${Math.floor(ratio * 100)}`.padStart(3);
  return `[${'#'.repeat(done)}${'-'.repeat(BAR_CELLS - done)}] ${percent} %  `;
}
