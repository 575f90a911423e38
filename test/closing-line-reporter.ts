import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with `N passed, N failed[, N skipped]`, the line that scripts read.
 * A file, hook or set-up that fails without a failed test of its own counts as one failure.
 */
export default class ClosingLineReporter implements Reporter {
  private passed = 0;
  private failed = 0;
  private skipped = 0;

  onInit(): void {
    process.once('exit', (code) => {
      const failed = this.failed === 0 && code !== 0 ? 1 : this.failed;
      const skipped = this.skipped > 0 ? `, ${this.skipped} skipped` : '';
      process.stdout.write(`${this.passed} passed, ${failed} failed${skipped}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    this.failed = unhandledErrors.length;
    for (const module of modules) {
      const states = [...module.children.allTests()].map((test) => test.result().state);
      const failedHere = states.filter((state) => state === 'failed').length;
      this.passed += states.filter((state) => state === 'passed').length;
      this.skipped += states.filter((state) => state === 'skipped' || state === 'pending').length;
      this.failed += failedHere === 0 && !module.ok() ? 1 : failedHere;
    }
  }
}
