// A loop's doorbell: waits until somebody rings, without polling and without a timer. Rings are not counted: a ring while
// nobody waits is remembered once.

export class Wakeup {
  private waiting: (() => void) | null = null;
  private rung = false;

  ring(): void {
    if (this.waiting === null) {
      this.rung = true;
      return;
    }
    const wake = this.waiting;
    this.waiting = null;
    wake();
  }

  /** Resolves at the next ring, or at once if one came since the last wait. One waiter at a time. */
  wait(): Promise<void> {
    if (this.rung) {
      this.rung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }
}
