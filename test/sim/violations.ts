// The first broken rule ends a run: what follows from it would only hide it.

export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}

export class Violations {
  first: Violation | null = null;

  report(invariant: string, detail: string): void {
    this.first ??= { invariant, detail };
  }

  /** Reports unless `holds`. */
  expect(holds: boolean, invariant: string, detail: () => string): void {
    if (!holds) this.report(invariant, detail());
  }
}
