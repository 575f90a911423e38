// What was agreed at create and never changes.
import type { Rolling } from '../../api/rolling.ts';
import { Amount } from '../../parts/amount.tsx';
import { inWords } from '../../parts/format.ts';

export function Terms({ rolling }: { readonly rolling: Rolling }) {
  const { terms, metadata, exponent, currency } = rolling;
  const money = { exponent, currency };
  return (
    <section class="card" aria-labelledby="terms-title">
      <header>
        <h2 id="terms-title">Terms</h2>
        <span class="muted">frozen at create, by version {terms.policy_version} of the brand config</span>
      </header>
      <div class="card-body">
        <dl class="facts">
          <div>
            <dt>Required</dt>
            <dd>
              <Amount minor={rolling.required_minor} {...money} />
            </dd>
          </div>
          <div>
            <dt>Completion ratio</dt>
            <dd>{terms.completion_ratio}</dd>
          </div>
          <div>
            <dt>Target</dt>
            <dd>
              <Amount minor={rolling.target_minor} {...money} />
            </dd>
          </div>
          <div>
            <dt>Released on completion</dt>
            <dd>
              <Amount minor={terms.release_minor} {...money} />
            </dd>
          </div>
          <div>
            <dt>Most that is converted</dt>
            <dd>
              {terms.max_conversion_minor === null ? (
                'no limit'
              ) : (
                <Amount minor={terms.max_conversion_minor} {...money} />
              )}
            </dd>
          </div>
          <div>
            <dt>Bets go to</dt>
            <dd>
              {terms.allocation === 'single' ? 'the first rolling that takes them' : 'one rolling after the other'}
            </dd>
          </div>
          <div>
            <dt>A cancel forfeits</dt>
            <dd>{inWords(terms.forfeit)}</dd>
          </div>
          <div>
            <dt>Priority</dt>
            <dd>{rolling.priority}</dd>
          </div>
        </dl>
        <h3>Metadata</h3>
        {metadata === null ? <p class="muted">None was given.</p> : <pre>{JSON.stringify(metadata, null, 2)}</pre>}
      </div>
    </section>
  );
}
