/** A ring that is nearly full: what a rolling is. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="6">
      <circle cx="16" cy="16" r="12" stroke-opacity="0.25" />
      <path d="M16 4a12 12 0 1 1-10.4 18" stroke-linecap="round" />
    </svg>
  );
}
