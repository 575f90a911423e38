// What the bar leads to, in its order.

export interface Page {
  /** The first part of its address. */
  readonly path: string;
  readonly title: string;
  /** Whether it shows one brand's data. */
  readonly isOfBrand: boolean;
}

export const PAGES: readonly Page[] = [
  { path: 'fleet', title: 'Fleet', isOfBrand: false },
  { path: 'rollings', title: 'Rollings', isOfBrand: true },
  { path: 'players', title: 'Players', isOfBrand: true },
  { path: 'dead-letters', title: 'Dead letters', isOfBrand: false },
  { path: 'parked', title: 'Parked events', isOfBrand: false },
  { path: 'brand-config', title: 'Brand config', isOfBrand: true },
];
