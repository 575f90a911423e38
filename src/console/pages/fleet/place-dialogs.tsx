// Where a shard is: moved once, or pinned for good.
import { useState } from 'preact/hooks';
import { type ShardView, orderCalls, shardName } from '../../api/fleet.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { takersOf } from './order.ts';
import { type OrderDialogProps, WorkerSelect, useOrder } from './use-order.tsx';

interface Props extends OrderDialogProps {
  readonly shard: ShardView;
}

export function MoveDialog({ shard, to, ...props }: Props & { readonly to: string | null }) {
  const { give, reasonField } = useOrder(props);
  const [worker, setWorker] = useState(to ?? '');
  const [isForced, setForced] = useState(false);
  const names = takersOf(shard, props.fleet.workers).map(({ worker: name }) => name);
  const confirm = (): Promise<void> =>
    give(orderCalls.move(shard, worker, isForced), `Move ${shardName(shard)} to ${worker}`);
  return (
    <Dialog
      title={`Move ${shardName(shard)}`}
      action="Move shard"
      isDangerous={isForced}
      onConfirm={confirm}
      onClose={props.onClose}
    >
      <p class="muted">
        {shard.owner ?? 'Nobody'} lets go of it once what is under way is committed; then the other takes over. Bets
        wait on the stream meanwhile, none is lost.
      </p>
      <WorkerSelect label="To worker" value={worker} names={withChosen(names, to)} onChange={setWorker} />
      <label class="check">
        <input type="checkbox" checked={isForced} onChange={(event) => setForced(event.currentTarget.checked)} />
        Do not wait for the owner: it can commit no more from this moment on
      </label>
      {reasonField}
    </Dialog>
  );
}

/** What was dropped upon stays chosen, so that the API can say why it does not take it. */
const withChosen = (names: readonly string[], chosen: string | null): readonly string[] =>
  chosen === null || names.includes(chosen) ? names : [...names, chosen];

export function PinDialog({ shard, ...props }: Props) {
  const { give, reasonField } = useOrder(props);
  const [worker, setWorker] = useState(shard.pinned_to ?? shard.owner ?? '');
  const names = props.fleet.workers.map(({ worker: name }) => name);
  const confirm = (): Promise<void> =>
    give(
      orderCalls.pin(shard, worker === '' ? null : worker),
      worker === '' ? `Unpin ${shardName(shard)}` : `Pin ${shardName(shard)} to ${worker}`,
    );
  return (
    <Dialog
      title={`Pin ${shardName(shard)}`}
      action={worker === '' ? 'Take the pin back' : 'Pin shard'}
      onConfirm={confirm}
      onClose={props.onClose}
    >
      <p class="muted">It goes to that worker and stays there for as long as the worker can have it.</p>
      <WorkerSelect
        label="To worker"
        value={worker}
        names={withChosen(names, shard.pinned_to)}
        none="No pin: placement decides"
        onChange={setWorker}
      />
      {reasonField}
    </Dialog>
  );
}
