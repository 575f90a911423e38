-- The W3C trace that a wallet attempt or an outbox event belongs to: a traceparent, and behind a blank its tracestate. Null where
-- none came with what caused it, which costs a row nothing.
alter table timers add column trace text;
alter table outbox add column trace text;
