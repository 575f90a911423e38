// Which shard a slot of a brand belongs to and who owns it, as last read. A picture that may be old: whoever is asked by mistake
// says `moved`, and the fence has the last word.
import type { BrandId } from '../domain/ids.ts';
import type { Route } from '../ports/fleet-store.ts';
import type { ShardKey } from '../ports/store.ts';

export class RoutingTable {
  private byBrand = new Map<BrandId, readonly Route[]>();

  replaceAll(routes: readonly Route[]): void {
    this.byBrand = grouped(routes);
  }

  /** `routes` are all there are of these brands. */
  replace(brands: readonly BrandId[], routes: readonly Route[]): void {
    const fresh = grouped(routes);
    for (const brandId of brands) {
      const those = fresh.get(brandId);
      if (those === undefined) this.byBrand.delete(brandId);
      else this.byBrand.set(brandId, those);
    }
  }

  knows(brandId: BrandId): boolean {
    return this.byBrand.has(brandId);
  }

  find(brandId: BrandId, slot: number): Route | null {
    return this.byBrand.get(brandId)?.find(({ slotFrom, slotTo }) => slotFrom <= slot && slot < slotTo) ?? null;
  }

  byKey({ brandId, shardNo }: ShardKey): Route | null {
    return this.byBrand.get(brandId)?.find((route) => route.shardNo === shardNo) ?? null;
  }

  /** Where the owners of all shards are reached. */
  addresses(): string[] {
    const addresses = new Set<string>();
    for (const routes of this.byBrand.values())
      for (const { owner } of routes) if (owner !== null) addresses.add(owner.address);
    return [...addresses];
  }
}

function grouped(routes: readonly Route[]): Map<BrandId, readonly Route[]> {
  const byBrand = new Map<BrandId, Route[]>();
  for (const route of routes) {
    const those = byBrand.get(route.brandId);
    if (those === undefined) byBrand.set(route.brandId, [route]);
    else those.push(route);
  }
  return byBrand;
}
