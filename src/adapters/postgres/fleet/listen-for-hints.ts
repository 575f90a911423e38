// LISTEN on a session of its own: what hint_fleet sends from wherever something changed. The driver listens again by itself
// after a break; what was said meanwhile is lost, so that everything may have changed then.
import { type BrandId, brandId } from '../../../domain/ids.ts';
import type { Sql } from '../connection.ts';

/** As in hint_fleet. */
const CHANNEL = 'rolling_fleet';
const END_TIMEOUT_S = 1;

type OnHint = (brands: readonly BrandId[] | null) => void;

/** Takes over `session`, which must not go through a pooler that hands a session's statements to several servers. */
export async function listenForHints(session: Sql, onHint: OnHint): Promise<{ readonly close: () => Promise<void> }> {
  let hints: OnHint = onHint;
  const close = async (): Promise<void> => {
    hints = () => undefined;
    await session.end({ timeout: END_TIMEOUT_S });
  };
  try {
    await session.listen(
      CHANNEL,
      (payload) => hints(brandsOf(payload)),
      () => hints(null),
    );
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

/** A JSON list of brands; anything else stands for everything. */
function brandsOf(payload: string): readonly BrandId[] | null {
  if (payload === '') return null;
  const brands: unknown = JSON.parse(payload);
  if (!Array.isArray(brands)) throw new TypeError('a hint names its brands in a list');
  return brands.map((brand: unknown) => {
    if (typeof brand !== 'string') throw new TypeError('a hint names brands');
    return brandId(brand);
  });
}
