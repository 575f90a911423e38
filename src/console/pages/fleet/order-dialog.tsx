// Confirms an order to the fleet and gives it, with the operator's reason.
import { orderCalls } from '../../api/fleet.ts';
import { Dialog } from '../../parts/dialog.tsx';
import type { Intent } from './order.ts';
import { MoveDialog, PinDialog } from './place-dialogs.tsx';
import { MergeDialog, SplitDialog } from './reshape-dialogs.tsx';
import { type OrderDialogProps, useOrder } from './use-order.tsx';

interface Props extends OrderDialogProps {
  readonly intent: Intent;
}

export function OrderDialog(props: Props) {
  const { intent } = props;
  switch (intent.kind) {
    case 'move':
      return <MoveDialog {...props} shard={intent.shard} to={intent.to} />;
    case 'pin':
      return <PinDialog {...props} shard={intent.shard} />;
    case 'split':
      return <SplitDialog {...props} shard={intent.shard} />;
    case 'merge':
      return <MergeDialog {...props} shard={intent.shard} />;
    case 'drain':
    case 'undrain':
      return <DrainDialog {...props} kind={intent.kind} name={intent.worker.worker} />;
  }
}

interface DrainProps extends OrderDialogProps {
  readonly kind: 'drain' | 'undrain';
  readonly name: string;
}

function DrainDialog({ kind, name, ...props }: DrainProps) {
  const { give, reasonField } = useOrder(props);
  const isDrain = kind === 'drain';
  const verb = isDrain ? 'Drain' : 'Undrain';
  const confirm = (): Promise<void> => give(orderCalls[kind](name), `${verb} ${name}`);
  return (
    <Dialog
      title={`${verb} ${name}`}
      action={`${verb} worker`}
      isDangerous={isDrain}
      onConfirm={confirm}
      onClose={props.onClose}
    >
      <p class="muted">
        {isDrain
          ? 'Others take over all that it has. It is given nothing, also after a restart, until it is undrained.'
          : 'It may be given shards and streams again.'}
      </p>
      {reasonField}
    </Dialog>
  );
}
