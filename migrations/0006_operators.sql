-- What operators did and said: the way out of every dead letter, the note of a command, the outbox by time.

-- A letter is open until somebody replays or discards it, once and for good. `resolution_key` is the caller's idempotency key;
-- `replayed_as` the entry that a replay was appended as; `replay_of` the letter that a refused replay came from. `claim` is held while
-- a replay is being appended, so that two operators do not both append it.
alter table dead_letters
  add column state                  text not null default 'open',
  add column resolved_at            timestamptz,
  add column resolved_by            text,
  add column resolved_because       text,
  add column resolution_note        text,
  add column resolution_key         text,
  add column resolution_fingerprint bigint,
  add column replayed_as            text,
  add column claim                  text,
  add column claimed_until          timestamptz,
  add column replay_of              bigint,
  add constraint dead_letters_state_known check (state in ('open', 'replayed', 'discarded')),
  add constraint dead_letters_resolution_whole check (
    (state = 'open') = (resolved_at is null)
    and (state = 'open') = (resolved_by is null)
    and (state = 'replayed') = (replayed_as is not null)
  );
create index dead_letters_by_state on dead_letters (state, id);
create index dead_letters_by_replay on dead_letters (stream, replayed_as) where replayed_as is not null;

-- Why a command was given, in the words of whoever gave it.
alter table journal add column note text;

-- For `ops republish` of a period. Rows come in the order of time, so a few blocks' ranges say where one is.
create index outbox_by_time on outbox using brin (at);
