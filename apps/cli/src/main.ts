#!/usr/bin/env -S node --no-warnings
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The first version of Node that has all that is used here. */
const OLDEST_NODE = 24;

/**
 * Goes on in the Node that comes with the product, where the machine's own is older. Ctrl-C reaches both processes: the
 * one that works decides what it means.
 */
function goOnInOwnNode(): void {
  const manifest = import.meta.resolve('node/package.json');
  const node = fileURLToPath(new URL(process.platform === 'win32' ? 'bin/node.exe' : 'bin/node', manifest));
  const child = spawn(node, ['--no-warnings', fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.on('SIGINT', () => undefined);
  child.once('error', (error) => {
    process.stderr.write(`Node ${OLDEST_NODE} or later is needed: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code) => (process.exitCode = code ?? 1));
}

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) goOnInOwnNode();
else await (await import('./run.js')).run();
