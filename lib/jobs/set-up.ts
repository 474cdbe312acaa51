import { runMigrations } from 'graphile-worker'
import type pg from 'pg'

/**
 * Tells workers of a job that waited for its queue. The library announces a job when it is added; where the one before it still holds the queue by then, nobody
 * would look again before the next poll, a second later. A worker that ends a job asks for the next one before that end is committed.
 */
const TELL_OF_FREED_QUEUES = `
  do $$ begin
    if not exists (select from pg_trigger where tgname = 'tell_of_freed_queue' and tgrelid = 'graphile_worker._private_job_queues'::regclass) then
      create index on graphile_worker._private_jobs (job_queue_id);
      create or replace function public.tell_of_freed_queue() returns trigger language plpgsql as $f$
      begin
        if exists (select from graphile_worker._private_jobs where job_queue_id = new.id and is_available and run_at <= clock_timestamp()) then
          perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":1}');
        end if;
        return null;
      end $f$;
      create trigger tell_of_freed_queue after update of locked_by on graphile_worker._private_job_queues
        for each row when (old.locked_by is not null and new.locked_by is null) execute function public.tell_of_freed_queue();
    end if;
  end $$`

/** Creates or updates the job queue's own tables as the database's owner. */
export async function setUpJobs(database_url: string, owner: pg.Client): Promise<void> {
  await runMigrations({ connectionString: database_url })
  await owner.query(TELL_OF_FREED_QUEUES)
}
