// Editing the rules of a brand. The API judges; each of its faults is shown beside the field it is about.
import { useState } from 'preact/hooks';
import { type BrandConfig, decodeBrandConfig } from '../../api/brand-config.ts';
import { ApiFailure } from '../../api/problem.ts';
import { useSession } from '../../app/session.tsx';
import { useAnnounce } from '../../parts/announcer.tsx';
import { Failure } from '../../parts/failure.tsx';
import { changesOf, configOf, draftOf } from './draft.ts';
import { DryRunPanel } from './dry-run-panel.tsx';
import { KeyRow } from './key-row.tsx';
import { KEY_GROUPS, type Key, pointerOf } from './keys.ts';
import { SaveDialog } from './save-dialog.tsx';

interface Props {
  readonly current: BrandConfig;
  readonly onSaved: () => void;
}

/** Once the dialog is closed and the faults are drawn. */
function showFirstFault(): void {
  setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

export function Editor({ current, onSaved }: Props) {
  const { api } = useSession();
  const announce = useAnnounce();
  const [draft, setDraft] = useState(() => draftOf(current.config));
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isSaving, setSaving] = useState(false);
  const changes = changesOf(draft, current.config);
  const config = configOf(draft, current.config);

  const faultsOf = (key: Key): readonly string[] =>
    (failure?.faultsAt(pointerOf(key)) ?? []).map(({ pointer, detail }) => {
      const within = pointer.slice(pointerOf(key).length + 1);
      return within === '' ? detail : `${within}: ${detail}`;
    });
  const save = async (note: string): Promise<void> => {
    setFailure(null);
    try {
      const body = { config, expected_version: current.version, note };
      const { version } = await api.put('/brand-config', body, decodeBrandConfig);
      announce(`Version ${version} of the rules of ${api.brand} is in force`);
      onSaved();
    } catch (error) {
      // What is wrong with single keys is said beside them: the dialog would stand in front of it.
      if (!(error instanceof ApiFailure) || error.problem.code !== 'INVALID_BRAND_CONFIG') throw error;
      setFailure(error);
      showFirstFault();
    }
  };
  return (
    <>
      {failure !== null && <Failure failure={failure} />}
      {KEY_GROUPS.map(({ title, keys }) => (
        <section key={title} class="card" aria-label={title}>
          <header>
            <h2>{title}</h2>
          </header>
          {keys.map((key) => (
            <KeyRow
              key={key.name}
              of={key}
              current={current}
              text={draft[key.name] ?? ''}
              isChanged={changes.some((change) => change.key === key)}
              faults={faultsOf(key)}
              onChange={(text) => setDraft((before) => ({ ...before, [key.name]: text }))}
            />
          ))}
        </section>
      ))}
      <SaveBar
        edited={changes.length}
        version={current.version}
        onTakeBack={() => {
          setFailure(null);
          setDraft(draftOf(current.config));
        }}
        onSave={() => setSaving(true)}
      />
      <DryRunPanel config={config} onRefused={setFailure} />
      {isSaving && <SaveDialog brand={api.brand} changes={changes} onConfirm={save} onClose={() => setSaving(false)} />}
    </>
  );
}

interface SaveBarProps {
  readonly edited: number;
  readonly version: number;
  readonly onTakeBack: () => void;
  readonly onSave: () => void;
}

function SaveBar({ edited, version, onTakeBack, onSave }: SaveBarProps) {
  return (
    <div class="save-bar">
      <span class="muted">
        {edited === 0 ? 'Nothing is edited.' : `${edited} edited, on top of version ${version}.`}
      </span>
      <button type="button" class="button" disabled={edited === 0} onClick={onTakeBack}>
        Take back
      </button>
      <button type="button" class="button primary" disabled={edited === 0} onClick={onSave}>
        Save…
      </button>
    </div>
  );
}
