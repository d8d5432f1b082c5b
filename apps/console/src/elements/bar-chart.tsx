import { useId, type ReactNode } from 'react';
import { Link } from 'react-router';
import { count } from '../format/numbers.js';
import { axisTop, barHeight } from './bar-scale.js';
import styles from './bar-chart.module.css';

export interface Bar {
  readonly key: string;
  /** Said below the bar's link and in the table. */
  readonly label: string;
  readonly value: number;
  /** The page that the bar leads to. */
  readonly to: string;
}

const HEIGHT = 120;
const WIDTH = 24;
const GAP = 8;

/** Bars from left to right; each is a link with its value, so that the figures need no eyes. */
export function BarChart({
  title,
  bars,
  unit,
}: {
  title: string;
  bars: readonly Bar[];
  unit: string;
}): ReactNode {
  const id = useId();
  const top = axisTop(bars.map(({ value }) => value));
  const width = bars.length * (WIDTH + GAP) + GAP;
  return (
    <figure className={styles['chart']} aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      <div className={styles['plot']}>
        <span className={styles['top']}>{count(top)}</span>
        <svg viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} aria-hidden="true">
          <line x1="0" x2={width} y1="0.5" y2="0.5" className={styles['grid']} />
          <line x1="0" x2={width} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className={styles['axis']} />
          {bars.map(({ key, value }, index) => {
            const height = barHeight(value, top, HEIGHT);
            return (
              <rect
                key={key}
                className={styles['bar']}
                x={GAP + index * (WIDTH + GAP)}
                y={HEIGHT - height}
                width={WIDTH}
                height={height}
                rx="2"
              />
            );
          })}
        </svg>
        <ol className={styles['links']}>
          {bars.map(({ key, label, value, to }) => (
            <li key={key}>
              <Link to={to} title={`${label}: ${count(value)} ${unit}`}>
                <span className="visually-hidden">
                  {label}: {count(value)} {unit}
                </span>
              </Link>
            </li>
          ))}
        </ol>
      </div>
    </figure>
  );
}
