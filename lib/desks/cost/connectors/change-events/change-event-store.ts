import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { startOfDay } from '@/lib/kernel/time'
import type { DayRange, Instant } from '@/schemas/time'
import type { Heard } from './silence'
import type { ChangeEvent } from './to-events'

/** Notes a delivery; false when the same one was taken before. */
export async function takeDelivery(tx: Tx, tenant_id: string, hook_id: string, delivery_id: string, now: Instant): Promise<boolean> {
  const taken = await tx.query(
    'insert into hook_delivery (tenant_id, hook_id, delivery_id, received_at) values ($1, $2, $3, $4) on conflict do nothing returning hook_id',
    [tenant_id, hook_id, delivery_id, now],
  )
  return taken.length > 0
}

/** Keeps events. One that is told again keeps what was said first. */
export async function keepEvents(tx: Tx, tenant_id: string, hook_id: string, events: readonly ChangeEvent[], now: Instant): Promise<void> {
  for (const e of events)
    await tx.query(
      `insert into change_event (tenant_id, event_id, hook_id, at, received_at, type, service_name, sub_account_id, title, url)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
      [tenant_id, e.event_id, hook_id, e.at, now, e.type, e.service_name, e.sub_account_id, e.title, e.url],
    )
}

// As many as a case could ever look at. Where there are more, those that are told are the last of the window: it ends with the day of the onset.
const MOST_EVENTS = 500

export const eventsIn = (tenant_id: string, window: DayRange, accounts: readonly string[]): Promise<ChangeEvent[]> =>
  rows<ChangeEvent>(
    `select * from (
       select event_id, at, type, service_name, sub_account_id, title, url from change_event
       where tenant_id = $1 and at >= $2 and at < $3 and ($4::text[] = '{}' or sub_account_id = any($4)) order by at desc, event_id desc limit $5
     ) newest order by at, event_id`,
    [tenant_id, startOfDay(window.start), startOfDay(window.end), accounts, MOST_EVENTS],
  )

/** Which hooks ever told of which of some accounts: one may name another account than its own. */
export const toldOf = (tenant_id: string, accounts: readonly string[]): Promise<{ account: string; hook_id: string }[]> =>
  rows<{ account: string; hook_id: string }>(
    'select distinct sub_account_id as account, hook_id from change_event where tenant_id = $1 and sub_account_id = any($2::text[])',
    [tenant_id, accounts],
  )

// A rhythm is that of the last months: what a service did a year ago says nothing about its hook of today.
const RHYTHM_DAYS = 120

/** When each hook was last heard of, and on which days before. A hook that never was is absent. */
export async function heardHooks(tenant_id: string): Promise<Map<string, Heard>> {
  const found = await rows<{ hook_id: string; last: Instant; days: string[] }>(
    `select hook_id, last, array_agg(distinct to_char(received_at at time zone 'UTC', 'YYYY-MM-DD')) as days
     from (select hook_id, received_at, max(received_at) over (partition by hook_id) as last from hook_delivery where tenant_id = $1) d
     where received_at > last - $2::int * interval '1 day' group by hook_id, last`,
    [tenant_id, RHYTHM_DAYS],
  )
  return new Map(found.map(({ hook_id, last, days }) => [hook_id, { last, days: days.toSorted() }]))
}
