// One rolling.
export function RollingPage({ rollingId }: { readonly rollingId: string }) {
  return <h1>Rolling {rollingId}</h1>;
}
