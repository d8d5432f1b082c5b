import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointFile, newestNoteIn } from './checkpoint-file.js';

describe('the newest note of a file of checkpoints', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'known-good-checkpoints-'));
    file = join(folder, 'checkpoints.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is the last one that was added, however many there are', () => {
    const checkpoints = new CheckpointFile(file);
    expect(newestNoteIn(file)).toBeUndefined();
    for (let number = 1; number <= 1_000; number += 1) {
      checkpoints.append(`note ${number} \u2014 ${'x'.repeat(200)}`);
      if (number % 250 === 1) expect(newestNoteIn(file)).toMatch(new RegExp(`^note ${number} `));
    }
    expect(newestNoteIn(file)).toMatch(/^note 1000 /);
    checkpoints.close();
  });

  test('is not one that is still being written', () => {
    writeFileSync(file, '{"note":"one"}\n{"note":"tw');
    expect(newestNoteIn(file)).toBe('one');
    appendFileSync(file, 'o"}\n');
    expect(newestNoteIn(file)).toBe('two');
  });

  test.each(['nonsense\n', '{"note":1}\n', '\n'])('is empty where the last line is %j', (line) => {
    writeFileSync(file, `{"note":"one"}\n${line}`);
    expect(newestNoteIn(file)).toBe('');
  });
});
