// Entries that could not be applied.
export function DeadLettersPage() {
  return <h1>Dead letters</h1>;
}
