// Who reads which wallet stream, and how far behind its effects are.
import type { StreamView } from '../../api/fleet.ts';
import { Chip } from '../../parts/chip.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Empty } from '../../parts/waiting.tsx';

function Row({ stream }: { readonly stream: StreamView }) {
  const {
    stream: name,
    reader,
    reader_alive: isAlive,
    target,
    processed_through: mark,
    except_brands: except,
  } = stream;
  return (
    <tr>
      <th scope="row" class="mono">
        {name}
      </th>
      <td>
        {reader ?? <Chip state="nobody reads it" tone="bad" />} {reader !== null && !isAlive && <Chip state="away" />}
        {target !== null && <span class="muted"> → {target}</span>}
      </td>
      <td>{mark === null ? <span class="muted">not yet</span> : <Moment at={mark} />}</td>
      <td>{except.length === 0 ? <span class="muted">none</span> : except.join(', ')}</td>
    </tr>
  );
}

export function Streams({ streams }: { readonly streams: readonly StreamView[] }) {
  return (
    <section class="card" aria-labelledby="streams-title">
      <header>
        <h2 id="streams-title">Wallet streams</h2>
      </header>
      {streams.length === 0 ? (
        <Empty>No worker has been configured to read a stream yet.</Empty>
      ) : (
        <div class="scroll" tabindex={0} role="region" aria-label="Wallet streams, scrolls sideways">
          <table>
            <thead>
              <tr>
                <th>Stream</th>
                <th>Reader</th>
                <th>All processed that was there</th>
                <th>But of brands</th>
              </tr>
            </thead>
            <tbody>
              {streams.map((stream) => (
                <Row key={stream.stream} stream={stream} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
