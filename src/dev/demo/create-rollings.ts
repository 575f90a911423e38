// Creates the planned rollings through REST, the way promotion_service does.
import type { PlannedRolling } from './plan-types.ts';
import { CALLS_AT_ONCE_MAX, forEachAtOnce, type ServiceCaller } from './service-caller.ts';

export async function createRollings(
  caller: ServiceCaller,
  rollings: readonly PlannedRolling[],
  token: string,
  onCreated: () => void,
  signal: AbortSignal,
): Promise<void> {
  await forEachAtOnce(rollings, CALLS_AT_ONCE_MAX, async ({ brandId, body }) => {
    const idempotencyKey = `create-${body.source.id}`;
    const call = { method: 'POST', path: '/internal/rolling', token, brandId, body, idempotencyKey } as const;
    const answer = await caller.call(call, signal);
    // 200: an earlier attempt had been done though its answer never reached us.
    if (answer.status !== 201 && answer.status !== 200) {
      throw new Error(`creating ${body.source.id} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    onCreated();
  });
}
