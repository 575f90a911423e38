// The rules that new rollings of a brand are made under.
import { decodeBrandConfig } from '../../api/brand-config.ts';
import { useSession } from '../../app/session.tsx';
import { useLoaded } from '../../app/use-loaded.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { Editor } from './editor.tsx';
import './brand-config.css';

export function BrandConfigPage() {
  const { api } = useSession();
  const loaded = useLoaded(api.brand, (signal) => api.get('/brand-config', decodeBrandConfig, { signal }));
  return (
    <>
      <div class="page-head">
        <div>
          <h1>Brand config of {api.brand}</h1>
          <p>
            {loaded.value?.version === 0
              ? 'The brand never set any rule: all are defaults.'
              : `Version ${loaded.value?.version ?? '…'} is in force.`}
          </p>
        </div>
        <button type="button" class="button" onClick={loaded.reload}>
          Look again
        </button>
      </div>
      <Waiting of={loaded} what="the rules">
        {(current) => <Editor key={`${api.brand} ${current.version}`} current={current} onSaved={loaded.reload} />}
      </Waiting>
    </>
  );
}
