/** Closes a test run with one plain line: how many passed, how many failed. */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped}\n`;
    // Jest's own summary comes after all reporters, so the last line is written when the process ends.
    process.once('exit', () => process.stdout.write(line));
  }
}
