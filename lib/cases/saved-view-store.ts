import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { Fault } from '@/lib/kernel/errors'
import type { SavedView } from '@/schemas/inbox-search'

/** Whose views: only their maker changes them, by commands. */
export type ViewOwner = { tenant_id: string; person_id: string }

/** Names that one person may keep: a list longer than this is not read any more. */
const MOST = 50

/** My views and those that others of the tenant share, by name. */
export const listViews = (owner: ViewOwner): Promise<SavedView[]> =>
  rows<SavedView>(
    `select v.view_id, v.name, v.query, v.is_shared, v.person_id = $2 as is_mine, p.name as by
     from saved_view v join person p on p.person_id = v.person_id and p.tenant_id = v.tenant_id
     where v.tenant_id = $1 and (v.person_id = $2 or v.is_shared) order by v.person_id <> $2, lower(v.name), v.view_id limit 200`,
    [owner.tenant_id, owner.person_id],
  )

/** Keeps a search under a name; the same name again means the new search. Returns its id, which is the earlier one for a name that was kept already. */
export async function saveView(tx: Tx, owner: ViewOwner, view: { view_id: string; name: string; query: string; is_shared: boolean }): Promise<string> {
  const [kept] = await tx.query<{ view_id: string }>(
    `insert into saved_view (tenant_id, person_id, view_id, name, query, is_shared) select $1, $2, $3, $4, $5, $6
     where (select count(*) from saved_view where tenant_id = $1 and person_id = $2 and name <> $4) < $7
     on conflict (tenant_id, person_id, name) do update set query = excluded.query, is_shared = excluded.is_shared returning view_id`,
    [owner.tenant_id, owner.person_id, view.view_id, view.name, view.query, view.is_shared, MOST],
  )
  if (kept === undefined) throw new Fault('validation_failed', `you keep ${MOST} views already: delete one first`, { most: MOST })
  return kept.view_id
}

/** Shared or not; returns its name. Throws `not_found` for a view of somebody else. */
export async function shareView(tx: Tx, owner: ViewOwner, view_id: string, is_shared: boolean): Promise<string> {
  const [found] = await tx.query<{ name: string }>(
    'update saved_view set is_shared = $4 where tenant_id = $1 and person_id = $2 and view_id = $3 returning name',
    [owner.tenant_id, owner.person_id, view_id, is_shared],
  )
  if (found === undefined) throw notMine(view_id)
  return found.name
}

/** Another name; returns the one before. Throws `conflict` for a name that another of one's views has, `not_found` for a view of somebody else. */
export async function renameView(tx: Tx, owner: ViewOwner, view_id: string, name: string): Promise<string> {
  const taken = await tx.query('select 1 from saved_view where tenant_id = $1 and person_id = $2 and name = $3 and view_id <> $4', [
    owner.tenant_id,
    owner.person_id,
    name,
    view_id,
  ])
  if (taken.length > 0) throw new Fault('conflict', `name: you have another view called ${name}, choose a name of its own`, { name })
  const [found] = await tx.query<{ before: string }>(
    `update saved_view v set name = $4 from (select name from saved_view where tenant_id = $1 and person_id = $2 and view_id = $3 for update) old
     where v.tenant_id = $1 and v.person_id = $2 and v.view_id = $3 returning old.name as before`,
    [owner.tenant_id, owner.person_id, view_id, name],
  )
  if (found === undefined) throw notMine(view_id)
  return found.before
}

/** Forgets one; returns what it was. Throws `not_found` for a view of somebody else. */
export async function dropView(tx: Tx, owner: ViewOwner, view_id: string): Promise<{ name: string; query: string }> {
  const [gone] = await tx.query<{ name: string; query: string }>(
    'delete from saved_view where tenant_id = $1 and person_id = $2 and view_id = $3 returning name, query',
    [owner.tenant_id, owner.person_id, view_id],
  )
  if (gone === undefined) throw notMine(view_id)
  return gone
}

const notMine = (view_id: string): Fault => new Fault('not_found', 'you have no such view: only its maker changes one', { view_id })
