// Finding a rolling.
export function RollingsPage() {
  return <h1>Rollings</h1>;
}
