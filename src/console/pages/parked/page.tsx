// Players in quarantine.
export function ParkedPage() {
  return <h1>Parked events</h1>;
}
