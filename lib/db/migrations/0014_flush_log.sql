-- Old code runs on this: it only adds a function.
-- Waits until everything that was written to the log so far is on the disk. From version 17 on that needs no transaction of its own.
do $do$ begin
  if current_setting('server_version_num')::int >= 170000 then
    execute $f$create function flush_log() returns pg_lsn language sql volatile as $b$select pg_logical_emit_message(false, 'countersign', '', true)$b$ $f$;
  else
    execute $f$create function flush_log() returns pg_lsn language sql volatile as $b$select pg_logical_emit_message(true, 'countersign', '')$b$ $f$;
  end if;
end $do$;
