// The rules of a brand.
export function BrandConfigPage() {
  return <h1>Brand config</h1>;
}
