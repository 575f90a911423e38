// Before anything leaves the house: what the hosted inspector is told, and by whom it is run.
export function Consent({ onAgree }: { readonly onAgree: () => void }) {
  return (
    <section class="card bridge-consent" aria-labelledby="consent-title">
      <header>
        <h2 id="consent-title">This shows the rolling in a page of stately.ai</h2>
      </header>
      <div class="card-body">
        <p>
          Its states, events, amounts and times are passed to that page in your browser. Who the player is, which bets
          they were, and what anybody wrote is never part of the feed. What the page does with it is up to Stately.
        </p>
        <p>
          <button type="button" class="button primary" onClick={onAgree}>
            Show it there
          </button>
        </p>
      </div>
    </section>
  );
}
