// Several shards of one, or one of two.
import { useState } from 'preact/hooks';
import { type ShardView, orderCalls, shardName } from '../../api/fleet.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Field } from '../../parts/field.tsx';
import { neighboursOf } from './order.ts';
import { type OrderDialogProps, useOrder } from './use-order.tsx';

interface Props extends OrderDialogProps {
  readonly shard: ShardView;
}

export function SplitDialog({ shard, ...props }: Props) {
  const { give, reasonField } = useOrder(props);
  const [into, setInto] = useState(2);
  const slots = shard.slot_to - shard.slot_from;
  const confirm = (): Promise<void> => give(orderCalls.split(shard, into), `Split ${shardName(shard)} into ${into}`);
  return (
    <Dialog title={`Split ${shardName(shard)}`} action="Split shard" onConfirm={confirm} onClose={props.onClose}>
      <p class="muted">Its owner makes several of it. No row is rewritten, and placement may move each of them.</p>
      <Field label="Into how many" hint={`As alike as its ${slots} slots allow.`}>
        {(tied) => (
          <input
            {...tied}
            type="number"
            min={2}
            max={slots}
            required
            value={into}
            onInput={({ currentTarget }) => setInto(currentTarget.valueAsNumber)}
          />
        )}
      </Field>
      {reasonField}
    </Dialog>
  );
}

export function MergeDialog({ shard, ...props }: Props) {
  const { give, reasonField } = useOrder(props);
  const neighbours = neighboursOf(shard, props.fleet.shards);
  const [neighbour, setNeighbour] = useState(neighbours[0]?.shard_no ?? 0);
  const confirm = (): Promise<void> =>
    give(orderCalls.merge(shard, neighbour), `Merge ${shardName(shard)} with ${shard.brand_id}/${neighbour}`);
  return (
    <Dialog title={`Merge ${shardName(shard)}`} action="Merge shards" onConfirm={confirm} onClose={props.onClose}>
      <p class="muted">
        One shard of two whose slots meet. Where they have different owners, the second is moved first.
      </p>
      <Field label="With">
        {(tied) => (
          <select
            {...tied}
            required
            value={neighbour}
            onChange={(event) => setNeighbour(Number(event.currentTarget.value))}
          >
            {neighbours.map((each) => (
              <option key={each.shard_no} value={each.shard_no}>
                {shardName(each)} on {each.owner ?? 'nobody'}
              </option>
            ))}
          </select>
        )}
      </Field>
      {reasonField}
    </Dialog>
  );
}
